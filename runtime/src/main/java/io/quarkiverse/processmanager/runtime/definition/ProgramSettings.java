package io.quarkiverse.processmanager.runtime.definition;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.Program;

/**
 * The record behind {@link Program}.
 *
 * @param revision a text that changes with the files that decide what the program does; a change restarts the process
 */
public record ProgramSettings(List<String> artifact, Optional<String> mainClass, List<String> javaOptions,
        Optional<String> npmScript, String revision) implements Program {

    /** A command line names the program. */
    public static final ProgramSettings NONE = new ProgramSettings(List.of(), Optional.empty(), List.of(), Optional.empty(),
            "");

    public ProgramSettings {
        artifact = List.copyOf(artifact);
        javaOptions = List.copyOf(javaOptions);
    }

    /** Whether the program installs the dependencies of an npm script: only then it has a revision without a script. */
    public boolean isInstallation() {
        return npmScript.isEmpty() && !revision.isEmpty();
    }

    /** The same program with another revision of its files. */
    public ProgramSettings revised(String other) {
        return new ProgramSettings(artifact, mainClass, javaOptions, npmScript, other);
    }
}
