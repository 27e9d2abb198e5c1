package io.quarkiverse.processmanager.runtime.config;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;

/** What of one process is measured. */
@ConfigGroup
public interface ProcessMetricsConfig {

    /**
     * Whether it is measured what the process uses: CPU, memory, processes, threads and open files.
     */
    @ConfigDocDefault("true")
    Optional<Boolean> enabled();
}
