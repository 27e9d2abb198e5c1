package io.quarkiverse.processmanager;

import java.nio.file.Path;

/**
 * The file that the output of a process is written to. It can be read by its owner only, as output can have secrets in it.
 *
 * @param path where it is; a relative path starts at the working directory of the application
 * @param maxBytes when it has grown beyond that, it becomes the first backup, {@code path.1}, and a new one begins
 * @param maxBackups how many backups are kept
 */
public record LogFile(Path path, long maxBytes, int maxBackups) {

    static final long DEFAULT_MAX_BYTES = 10 * 1024 * 1024;
    static final int DEFAULT_MAX_BACKUPS = 5;

    /** A file of 10 MiB with five backups, as that of Quarkus' own log. */
    public static LogFile of(Path path) {
        return new LogFile(path, DEFAULT_MAX_BYTES, DEFAULT_MAX_BACKUPS);
    }
}
