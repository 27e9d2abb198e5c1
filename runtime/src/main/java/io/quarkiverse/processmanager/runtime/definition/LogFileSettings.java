package io.quarkiverse.processmanager.runtime.definition;

import java.nio.file.Path;

import io.quarkiverse.processmanager.LogFile;

/** The record behind {@link LogFile}. */
public record LogFileSettings(Path path, long maxBytes, int maxBackups) implements LogFile {

    public static final long DEFAULT_MAX_BYTES = 10 * 1024 * 1024;
    public static final int DEFAULT_MAX_BACKUPS = 5;

    /** A file of 10 MiB with five backups, the defaults of the log file of Quarkus. */
    public static LogFileSettings of(Path path) {
        return new LogFileSettings(path, DEFAULT_MAX_BYTES, DEFAULT_MAX_BACKUPS);
    }
}
