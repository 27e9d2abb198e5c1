package io.quarkiverse.processmanager.runtime.config;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;

/** When another log file begins. */
@ConfigGroup
public interface LogRotationConfig {

    /**
     * When the file has grown beyond this size, it becomes a backup and another one begins. With {@code log.mode=direct} that
     * happens only when the process is started.
     */
    @WithDefault("10M")
    MemorySize maxFileSize();

    /**
     * How many backups are kept, at least one. The latest has {@code .1} after its name.
     */
    @WithDefault("5")
    int maxBackupIndex();
}
