package io.quarkiverse.processmanager;

import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;

/** The keys below {@code log.file.rotation}: when a log file becomes a backup. */
public final class LogRotationBuilder {

    private final PatternDefaults defaults;
    private long maxFileSize = LogFileSettings.DEFAULT_MAX_BYTES;
    private int maxBackupIndex = LogFileSettings.DEFAULT_MAX_BACKUPS;

    LogRotationBuilder(PatternDefaults defaults) {
        this.defaults = defaults;
    }

    /** The size in bytes beyond which a new file begins (default: 10 MiB). */
    public LogRotationBuilder maxFileSize(long bytes) {
        this.maxFileSize = defaults.set("log.file.rotation.max-file-size", bytes);
        return this;
    }

    /** How many backups remain (default: 5). */
    public LogRotationBuilder maxBackupIndex(int backups) {
        this.maxBackupIndex = defaults.set("log.file.rotation.max-backup-index", backups);
        return this;
    }

    long maxFileSize() {
        return maxFileSize;
    }

    int maxBackupIndex() {
        return maxBackupIndex;
    }
}
