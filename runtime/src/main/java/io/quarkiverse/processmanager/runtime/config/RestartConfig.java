package io.quarkiverse.processmanager.runtime.config;

import java.time.Duration;

import io.quarkiverse.processmanager.RestartPolicy.Mode;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** Whether and when one process is started again. */
@ConfigGroup
public interface RestartConfig {

    /**
     * Which ends lead to a restart: {@code on-failure} (an exit code that is not in {@code success-exit-codes}, or a start that
     * failed), {@code always} (each end that nobody asked for) or {@code never}.
     */
    @WithDefault("on-failure")
    Mode policy();

    /**
     * The pause before the first restart.
     */
    @WithDefault("500ms")
    Duration delay();

    /**
     * The factor by which the pause grows with each further restart.
     */
    @WithDefault("2")
    double backoff();

    /**
     * The longest pause.
     */
    @WithDefault("30s")
    Duration maxDelay();

    /**
     * By which share of itself a pause is varied at random, from 0 to 1, so that processes that ended together do not come back
     * in step.
     */
    @WithDefault("0.1")
    double jitter();

    /**
     * How many restarts in a row are tried; after them the process has failed, until somebody starts it.
     */
    @WithDefault("5")
    int max();

    /**
     * How long the process must be up to get a fresh budget of restarts. It is never shorter than the current pause.
     */
    @WithDefault("10s")
    Duration resetAfter();
}
