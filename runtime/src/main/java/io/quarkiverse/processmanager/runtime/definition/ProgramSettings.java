package io.quarkiverse.processmanager.runtime.definition;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.Program;

/**
 * The record behind {@link Program}.
 *
 * @param revision a text that changes with the files that decide what the program does; a change restarts the process
 * @param task what the process does for another one, if the extension has made its definition
 */
public record ProgramSettings(List<String> artifact, Optional<String> mainClass, List<String> javaOptions,
        Optional<String> npmScript, String revision, Task task) implements Program {

    /** What a process does that no setting declares. */
    public enum Task {
        /** The process is declared or created, and is not such a task. */
        NONE,
        /** Installs the dependencies of an npm script. */
        INSTALLATION,
        /** Initializes the data of a service. */
        INITIALIZATION
    }

    /** A command line names the program. */
    public static final ProgramSettings NONE = of(Task.NONE, "");

    public ProgramSettings {
        artifact = List.copyOf(artifact);
        javaOptions = List.copyOf(javaOptions);
    }

    /** The program of a task that the extension makes, which a command line names. */
    public static ProgramSettings of(Task task, String revision) {
        return new ProgramSettings(List.of(), Optional.empty(), List.of(), Optional.empty(), revision, task);
    }

    /** What a process does for another one. */
    public static Task task(Program program) {
        return program instanceof ProgramSettings settings ? settings.task() : Task.NONE;
    }

    /** The same program with another revision of its files. */
    public ProgramSettings revised(String other) {
        return new ProgramSettings(artifact, mainClass, javaOptions, npmScript, other, task);
    }
}
