package io.quarkiverse.processmanager;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.runtime.definition.LogFileSettings;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;

/** The keys below {@code log.file}: the file that the output of a process goes to. */
public final class LogFileBuilder {

    private final PatternDefaults defaults;
    private final LogRotationBuilder rotation;
    private Optional<Path> path = Optional.empty();

    LogFileBuilder(PatternDefaults defaults) {
        this.defaults = defaults;
        this.rotation = new LogRotationBuilder(defaults);
    }

    /** The file (default: none). A relative path starts at the working directory of the application. */
    public LogFileBuilder path(Path file) {
        this.path = Optional.of(defaults.set("log.file.path", file.toAbsolutePath().normalize()));
        return this;
    }

    /** When the file becomes a backup, and how many backups remain. */
    public LogFileBuilder rotation(Consumer<LogRotationBuilder> settings) {
        settings.accept(rotation);
        return this;
    }

    Optional<LogFile> build() {
        return path.map(file -> new LogFileSettings(file, rotation.maxFileSize(), rotation.maxBackupIndex()));
    }
}
