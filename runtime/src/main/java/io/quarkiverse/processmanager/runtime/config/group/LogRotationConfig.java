package io.quarkiverse.processmanager.runtime.config.group;

import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.LogRotationBuilder;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;

/** When a log file becomes a backup, and how many backups remain. */
@ConfigGroup
public interface LogRotationConfig {

    /**
     * The size beyond which the file becomes a backup and a new file begins. With {@code log.mode=direct} the file becomes a
     * backup only at a start of the process.
     */
    @ConfigDocDefault("10M")
    Optional<MemorySize> maxFileSize();

    /**
     * How many backups remain, at least one. The name of the latest backup ends in {@code .1}.
     */
    @ConfigDocDefault("5")
    OptionalInt maxBackupIndex();

    static void apply(LogRotationConfig config, LogRotationBuilder builder) {
        config.maxFileSize().map(MemorySize::asLongValue).ifPresent(builder::maxFileSize);
        config.maxBackupIndex().ifPresent(builder::maxBackupIndex);
    }
}
