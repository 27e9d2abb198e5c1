package io.quarkiverse.processmanager.runtime.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

import io.quarkiverse.processmanager.RestartBuilder;
import io.quarkiverse.processmanager.RestartPolicy.Mode;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;

/** Whether and when one process starts again. */
@ConfigGroup
public interface RestartConfig {

    /**
     * The exits that lead to a restart: {@code on-failure} (an exit code that is not in {@code success-exit-codes}, or a failed
     * start), {@code always} (each exit that no command requested) or {@code never} (default: {@code on-failure}; for a task
     * without {@code restart.max}, {@code never}). A service that exits with success has failed, and only {@code always}
     * restarts it.
     */
    Optional<Mode> policy();

    /**
     * The delay before the first restart.
     */
    @ConfigDocDefault("500ms")
    Optional<Duration> delay();

    /**
     * The factor by which the delay grows with each further restart.
     */
    @ConfigDocDefault("2")
    OptionalDouble backoff();

    /**
     * The longest delay.
     */
    @ConfigDocDefault("30s")
    Optional<Duration> maxDelay();

    /**
     * The share of a delay, from 0 to 1, by which the delay varies at random. Processes that exit together then do not
     * restart in step.
     */
    @ConfigDocDefault("0.1")
    OptionalDouble jitter();

    /**
     * How many restarts in a row the process manager attempts: a number, or {@code unlimited} (default: 5). After the last one
     * the process has failed until a command starts it. With {@code unlimited} the dependents of the process wait, and never
     * fail because of its exits. With this property a task restarts after a failure, too.
     */
    Optional<String> max();

    /**
     * How long the process must be up until the number of restarts and the delay are reset. The process must also be up for at
     * least as long as the current delay. If its liveness check fails, the time after the last success does not count.
     */
    @ConfigDocDefault("10s")
    Optional<Duration> resetAfter();

    static void apply(RestartConfig config, RestartBuilder builder, Problems problems) {
        config.policy().ifPresent(builder::policy);
        config.delay().ifPresent(builder::delay);
        config.backoff().ifPresent(builder::backoff);
        config.maxDelay().ifPresent(builder::maxDelay);
        config.jitter().ifPresent(builder::jitter);
        config.max().ifPresent(text -> problems.restarts(text, builder));
        config.resetAfter().ifPresent(builder::resetAfter);
    }
}
