package io.quarkiverse.processmanager.runtime.process.spawn.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.spawn.checks.SearchPath;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;

/**
 * Finds the programs of the system that help to start others, in the PATH of this JVM and then in the standard directories.
 * {@link SearchPath} finds the programs of the processes themselves, because these have a PATH of their own.
 */
public final class SystemTools {

    private static final String STANDARD_DIRECTORIES = ":/usr/bin:/bin:/usr/sbin:/sbin";

    private SystemTools() {
    }

    /** The file of a tool, if this machine has it. */
    public static Optional<Path> find(String name) {
        return find(name, System.getenv().getOrDefault("PATH", ""));
    }

    static Optional<Path> find(String name, String path) {
        for (String directory : (path + STANDARD_DIRECTORIES).split(":")) {
            Path file = Path.of(directory, name).toAbsolutePath();
            if (!directory.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /**
     * The file of a tool of util-linux or coreutils.
     *
     * @param setting the setting that needs the tool
     */
    public static Path need(String name, String packageName, String setting) throws StartRefusedException {
        // The tools of a program with many names, such as BusyBox, have fewer options.
        return find(name).filter(file -> real(file).endsWith(name))
                .orElseThrow(() -> new StartRefusedException(Reason.SPAWN_FAILED,
                        setting + " needs the program " + name + ", which was not found; install the package " + packageName));
    }

    /** The file that links lead to. */
    public static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file;
        }
    }
}
