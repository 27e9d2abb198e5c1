package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;
import java.util.Optional;

import io.quarkiverse.processmanager.LogFileBuilder;
import io.quarkiverse.processmanager.runtime.config.group.LogRotationConfig;
import io.quarkus.runtime.annotations.ConfigGroup;

/** The file that the output of one process is written to. */
@ConfigGroup
public interface LogFileConfig {

    /**
     * The file that the output goes to; only its owner can read it. A relative path starts at the same directory as a relative
     * {@code cwd}. Without this property there is no file, except with {@code log.mode=direct}: the output then goes to a file
     * in a private directory, which is deleted with the process.
     */
    Optional<Path> path();

    /**
     * When the log file becomes a backup, and how many backups remain.
     */
    LogRotationConfig rotation();

    static void apply(LogFileConfig config, LogFileBuilder builder, LaunchContext context) {
        config.path().map(context.directory()::resolve).ifPresent(builder::path);
        builder.rotation(rotation -> LogRotationConfig.apply(config.rotation(), rotation));
    }
}
