package io.quarkiverse.processmanager;

import java.nio.file.Path;

/**
 * The file that the output of a process goes to. Only the owner of the file can read it, because output can contain secrets.
 * Immutable.
 */
public interface LogFile {

    /** The path of the file. A builder makes it absolute. */
    Path path();

    /**
     * The size in bytes beyond which the file becomes the first backup, {@code path.1}, and a new file begins (default: 10 MiB,
     * as for the log file of Quarkus).
     */
    long maxBytes();

    /** How many backups remain (default: 5, as for the log file of Quarkus). */
    int maxBackups();
}
