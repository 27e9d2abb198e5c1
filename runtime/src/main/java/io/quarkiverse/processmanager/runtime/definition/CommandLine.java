package io.quarkiverse.processmanager.runtime.definition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import io.quarkiverse.processmanager.runtime.program.JavaCommand;
import io.quarkiverse.processmanager.runtime.program.NodeProject;

/**
 * Makes the command line of a process from its settings: those of a command, of a Maven artifact or of a script of
 * {@code package.json}. This reads files, and resolves artifacts.
 */
public final class CommandLine {

    private static final String ARTIFACT = "artifact";
    private static final String NPM_SCRIPT = "npm-script";
    private static final String SEARCH_PATH = "PATH";

    private final String processId;
    private final CommandSettings declared;
    private final ProgramSettings program;
    private final List<String> arguments;
    private final BiConsumer<String, String> problems;

    private CommandLine(String processId, CommandSettings declared, List<String> arguments,
            BiConsumer<String, String> problems) {
        this.processId = processId;
        this.declared = declared;
        this.program = (ProgramSettings) declared.program();
        this.arguments = arguments;
        this.problems = problems;
    }

    /**
     * The command with all its words.
     *
     * @param processId the process that messages name
     * @param declared the settings; its words are those of {@code command}
     * @param arguments the value of {@code args}
     * @param problems receives each problem as a setting and the end of a sentence
     */
    public static CommandSettings of(String processId, CommandSettings declared, List<String> arguments,
            BiConsumer<String, String> problems) {
        return new CommandLine(processId, declared, arguments, problems).command();
    }

    private CommandSettings command() {
        if (program.artifact().isEmpty()) {
            program.mainClass()
                    .ifPresent(name -> problems.accept("main-class", "is for the program of an artifact; set artifact"));
            if (!program.javaOptions().isEmpty()) {
                problems.accept("java-options", "is for the program of an artifact; set artifact");
            }
        } else if (isOnlyProgram(ARTIFACT)) {
            return declared.with(new JavaCommand(processId, program.artifact(), program.mainClass(), program.javaOptions())
                    .words(arguments, problems));
        }
        if (program.npmScript().isPresent() && isOnlyProgram(NPM_SCRIPT)) {
            return script(program.npmScript().get());
        }
        List<String> words = new ArrayList<>(declared.words());
        words.addAll(words.isEmpty() ? List.of() : arguments);
        boolean named = !program.artifact().isEmpty() || program.npmScript().isPresent();
        // A refused program is no missing command as well.
        return declared.with(words.isEmpty() && named ? List.of(JavaCommand.executable()) : words);
    }

    /** Whether no other setting names a program. The problem belongs to the setting. */
    private boolean isOnlyProgram(String setting) {
        String other = declared.shell() ? "shell"
                : !declared.words().isEmpty() ? "command"
                        : setting.equals(ARTIFACT) && program.npmScript().isPresent() ? NPM_SCRIPT
                                : setting.equals(NPM_SCRIPT) && !program.artifact().isEmpty() ? ARTIFACT : "";
        if (!other.isEmpty()) {
            problems.accept(setting, "is the program of the process, and " + other
                    + " names another one; keep one of them, and write arguments into args");
        }
        return other.isEmpty();
    }

    private CommandSettings script(String name) {
        try {
            NodeProject project = NodeProject.find(declared.directory().orElseGet(() -> Path.of("")));
            String command = project.script(name);
            List<String> words = project.run(name, arguments, searchPath(declared));
            return declared.with(words).in(Optional.of(project.directory()), variables(words, declared.environment()))
                    .with(program.revised(Integer.toHexString(command.hashCode())));
        } catch (IllegalArgumentException e) {
            problems.accept(NPM_SCRIPT, String.valueOf(e.getMessage()));
            return declared.with(List.of("npm", "run", name));
        }
    }

    /** The directories in which the process finds its package manager. */
    public static String searchPath(CommandSettings command) {
        String inherited = command.inheritEnvironment() ? System.getenv(SEARCH_PATH) : null;
        return command.environment().getOrDefault(SEARCH_PATH, inherited == null ? "" : inherited);
    }

    /** The variables of the process, with the one that keeps Corepack from asking a question that no terminal can answer. */
    public static Map<String, String> variables(List<String> words, Map<String, String> environment) {
        Map<String, String> all = new TreeMap<>(environment);
        if (words.get(0).equals("corepack")) {
            all.putIfAbsent("COREPACK_ENABLE_DOWNLOAD_PROMPT", "0");
        }
        return all;
    }
}
