package io.quarkiverse.processmanager.runtime.config.group;

import java.time.Duration;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** How all processes are measured. */
@ConfigGroup
public interface CommonMetricsConfig {

    /**
     * The time between two measurements of what the processes use; whole seconds, because the scheduler runs once a second.
     */
    @WithDefault("5s")
    Duration interval();
}
