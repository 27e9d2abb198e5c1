package io.quarkiverse.processmanager;

import java.nio.file.Path;

/** The file that the output of a process goes to. Only its owner can read it, because output can contain secrets. */
public interface LogFile {

    /** Where the file is; a relative path starts at the working directory of the application. */
    Path path();

    /**
     * The size in bytes beyond which the file becomes the first backup, {@code path.1}, and a new file begins (default: 10
     * MiB).
     */
    long maxBytes();

    /** How many backups remain (default: 5). */
    int maxBackups();
}
