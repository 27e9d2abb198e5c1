package io.quarkiverse.processmanager.runtime.config;

import java.util.Optional;
import java.util.OptionalInt;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;

/** When another log file begins. */
@ConfigGroup
public interface LogRotationConfig {

    /**
     * When the file has grown beyond this size, it becomes a backup and another one begins. With {@code log.mode=direct} that
     * happens only when the process is started.
     */
    @ConfigDocDefault("10M")
    Optional<MemorySize> maxFileSize();

    /**
     * How many backups are kept, at least one. The latest has {@code .1} after its name.
     */
    @ConfigDocDefault("5")
    OptionalInt maxBackupIndex();
}
