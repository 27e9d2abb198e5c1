package io.quarkiverse.processmanager.runtime.config.group;

import java.util.Optional;

import io.quarkiverse.processmanager.MetricsBuilder;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;

/** The measurements of one process. */
@ConfigGroup
public interface ProcessMetricsConfig {

    /**
     * Whether the process manager measures what the process uses: CPU, memory, processes, threads and open files.
     */
    @ConfigDocDefault("true")
    Optional<Boolean> enabled();

    static void apply(ProcessMetricsConfig config, MetricsBuilder builder) {
        config.enabled().ifPresent(builder::enabled);
    }
}
