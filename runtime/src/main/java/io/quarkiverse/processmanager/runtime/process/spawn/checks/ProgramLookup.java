package io.quarkiverse.processmanager.runtime.process.spawn.checks;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;
import io.quarkiverse.processmanager.runtime.process.spawn.rights.FileAccess;

/** Finds the program that the first word of a command names, as the operating system does. */
public interface ProgramLookup {

    /** The command by which the shell of the system executes a script. The words after the script are its arguments. */
    List<String> shell(List<String> script);

    /** The reason why the words cannot be executed in a directory with an environment; empty if none is known. */
    Optional<StartFailure> check(List<String> words, Path directory, Map<String, String> environment,
            FileAccess permission);

    /** Replaces the program of checked words by its file where the system does not find it. */
    List<String> resolve(List<String> words, Path directory, Map<String, String> environment);

    /** A new environment, whose names ignore case if those of the system do. */
    Map<String, String> environment();

    /** The file that is always empty, such as {@code /dev/null}. */
    File nothing();
}
