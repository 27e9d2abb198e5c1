package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How an operating system finds the program that the first word of a command names. */
public interface ProgramLookup {

    /** The command that lets the shell of the system execute a script; what follows the script are its arguments. */
    List<String> shell(List<String> script);

    /** Why the words cannot be executed in that directory with that environment, as far as that can be known before. */
    Optional<StartFailure> check(List<String> words, Path directory, Map<String, String> environment,
            FileAccess permission);

    /** The words to be executed in place of those, which have been checked. */
    List<String> resolve(List<String> words, Path directory, Map<String, String> environment);

    /** An empty environment, in which names are the same when they are so for the system. */
    Map<String, String> environment();

    /** The file that has nothing to read. */
    File nothing();
}
