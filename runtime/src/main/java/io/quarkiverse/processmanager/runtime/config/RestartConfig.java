package io.quarkiverse.processmanager.runtime.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.RestartPolicy.Mode;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;

/** Whether and when one process is started again. */
@ConfigGroup
public interface RestartConfig {

    /**
     * Which ends lead to a restart: {@code on-failure} (an exit code that is not in {@code success-exit-codes}, or a start that
     * failed), {@code always} (each end that nobody asked for) or {@code never}.
     */
    @ConfigDocDefault("on-failure")
    Optional<Mode> policy();

    /**
     * The pause before the first restart.
     */
    @ConfigDocDefault("500ms")
    Optional<Duration> delay();

    /**
     * The factor by which the pause grows with each further restart.
     */
    @ConfigDocDefault("2")
    OptionalDouble backoff();

    /**
     * The longest pause.
     */
    @ConfigDocDefault("30s")
    Optional<Duration> maxDelay();

    /**
     * By which share of itself a pause is varied at random, from 0 to 1, so that processes that ended together do not come back
     * in step.
     */
    @ConfigDocDefault("0.1")
    OptionalDouble jitter();

    /**
     * How many restarts in a row are tried; after them the process has failed, until somebody starts it.
     */
    @ConfigDocDefault("5")
    OptionalInt max();

    /**
     * How long the process must be up to get a fresh budget of restarts. It is never shorter than the current pause.
     */
    @ConfigDocDefault("10s")
    Optional<Duration> resetAfter();
}
