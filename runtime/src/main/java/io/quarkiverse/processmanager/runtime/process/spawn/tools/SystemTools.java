package io.quarkiverse.processmanager.runtime.process.spawn.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.spawn.checks.SearchPath;
import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRefusedException;
import io.quarkiverse.processmanager.runtime.program.ProgramPath;

/**
 * Finds the programs of the system that help to start others, in the absolute entries of the PATH of this JVM and then in the
 * standard directories. No value of PATH makes a search fail.
 * {@link SearchPath} finds the programs of the processes themselves, because these have a PATH of their own.
 */
public final class SystemTools {

    private SystemTools() {
    }

    /** The file of a tool, if this machine has it. */
    public static Optional<Path> find(String name) {
        return find(name, System.getenv().getOrDefault("PATH", ""));
    }

    static Optional<Path> find(String name, String path) {
        return ProgramPath.ofTools(path).files(name, Path.of("/")).stream()
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file)).findFirst();
    }

    /** The PATH for a script that runs tools: where {@link #find} searches. */
    public static String path() {
        return ProgramPath.ofTools(System.getenv().getOrDefault("PATH", "")).text();
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
