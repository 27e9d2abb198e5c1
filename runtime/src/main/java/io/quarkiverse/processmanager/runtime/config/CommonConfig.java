package io.quarkiverse.processmanager.runtime.config;

import java.time.Duration;
import java.util.Set;

import io.quarkiverse.processmanager.Mode;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** What holds for all processes. */
@ConfigGroup
public interface CommonConfig {

    /**
     * The modes in which the processes run that name none: {@code dev}, {@code test} and {@code prod}. In production nothing is
     * started unless {@code prod} is named here or at the process.
     */
    @WithDefault("dev,test")
    Set<Mode> modes();

    /**
     * How long the stop of all processes may take when the application ends. What is alive after it is killed.
     */
    @WithDefault("30s")
    Duration shutdownTimeout();

    /**
     * Log.
     */
    CommonLogConfig log();

    /**
     * Metrics.
     */
    CommonMetricsConfig metrics();
}
