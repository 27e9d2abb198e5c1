package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessException.Reason;

/** Finds the programs of the system that help to start others. */
public final class SystemTools {

    private SystemTools() {
    }

    /** Where a tool is, if this machine has it. */
    static Optional<Path> find(String name) {
        return SessionStarter.find(name, System.getenv("PATH") + ":/usr/bin:/bin:/usr/sbin:/sbin");
    }

    /**
     * Where a tool of util-linux or coreutils is.
     *
     * @param setting what needs it
     */
    static Path need(String name, String packageName, String setting) throws StartRefusedException {
        // A program with many names, as BusyBox is, has tools with fewer options.
        return find(name).filter(file -> real(file).endsWith(name))
                .orElseThrow(() -> new StartRefusedException(Reason.SPAWN_FAILED,
                        setting + " needs the program " + name + ", which was not found; install the package " + packageName));
    }

    /** The file itself, where links lead to it. */
    public static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file;
        }
    }
}
