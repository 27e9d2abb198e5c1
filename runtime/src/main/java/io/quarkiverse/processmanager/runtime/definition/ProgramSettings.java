package io.quarkiverse.processmanager.runtime.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import io.quarkiverse.processmanager.Program;
import io.quarkiverse.processmanager.runtime.program.JavaCommand;

/** The record behind {@link Program}. */
public record ProgramSettings(List<String> artifact, Optional<String> mainClass, List<String> javaOptions) implements Program {

    /** A command line names the program. */
    public static final ProgramSettings NONE = new ProgramSettings(List.of(), Optional.empty(), List.of());

    public ProgramSettings {
        artifact = List.copyOf(artifact);
        javaOptions = List.copyOf(javaOptions);
    }

    /**
     * The command line of the process.
     *
     * @param processId the process that messages name
     * @param command the words of {@code command}
     * @param shell the value of {@code shell}
     * @param arguments the value of {@code args}
     * @param problems receives each problem as a setting and the end of a sentence
     */
    public List<String> words(String processId, List<String> command, boolean shell, List<String> arguments,
            BiConsumer<String, String> problems) {
        if (artifact.isEmpty()) {
            mainClass.ifPresent(name -> problems.accept("main-class", "is for the program of an artifact; set artifact"));
            if (!javaOptions.isEmpty()) {
                problems.accept("java-options", "is for the program of an artifact; set artifact");
            }
            List<String> words = new ArrayList<>(command);
            words.addAll(command.isEmpty() ? List.of() : arguments);
            return words;
        }
        if (!command.isEmpty() || shell) {
            problems.accept("artifact", "is the program of the process, and " + (shell ? "shell" : "command")
                    + " names another one; keep one of them, and write arguments into args");
            return command.isEmpty() ? List.of(JavaCommand.executable()) : command;
        }
        return new JavaCommand(processId, artifact, mainClass, javaOptions).words(arguments, problems);
    }
}
