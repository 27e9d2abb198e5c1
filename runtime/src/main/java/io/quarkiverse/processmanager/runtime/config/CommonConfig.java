package io.quarkiverse.processmanager.runtime.config;

import java.time.Duration;
import java.util.Set;

import io.quarkiverse.processmanager.Mode;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** The settings of all processes. */
@ConfigGroup
public interface CommonConfig {

    /**
     * The modes of the processes without {@code modes} of their own: {@code dev}, {@code test} and {@code prod}. In
     * production no process starts unless {@code prod} is here or in the {@code modes} of the process.
     */
    @WithDefault("dev,test")
    Set<Mode> modes();

    /**
     * How long the stop of all processes may take when the application ends. The processes that are alive after this time are
     * killed.
     */
    @WithDefault("30s")
    Duration shutdownTimeout();

    /**
     * What happens to the output of the processes.
     */
    CommonLogConfig log();

    /**
     * How often the processes are measured.
     */
    CommonMetricsConfig metrics();
}
