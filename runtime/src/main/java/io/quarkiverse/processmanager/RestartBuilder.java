package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.runtime.definition.RestartSettings;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;

/** The keys below {@code restart}: whether and when a process restarts. */
public final class RestartBuilder {

    private final PatternDefaults defaults;
    private RestartPolicy.Mode policy = RestartSettings.DEFAULT.mode();
    private Duration delay = RestartSettings.DEFAULT.delay();
    private double backoff = RestartSettings.DEFAULT.backoff();
    private Duration maxDelay = RestartSettings.DEFAULT.maxDelay();
    private double jitter = RestartSettings.DEFAULT.jitter();
    private OptionalInt max = RestartSettings.DEFAULT.max();
    private Duration resetAfter = RestartSettings.DEFAULT.resetAfter();
    private boolean explicit = RestartSettings.DEFAULT.explicit();

    RestartBuilder(PatternDefaults defaults) {
        this.defaults = defaults;
    }

    /** The exits that lead to a restart (default: {@code ON_FAILURE}; for a task without {@link #max}, {@code NEVER}). */
    public RestartBuilder policy(RestartPolicy.Mode policy) {
        this.explicit = true;
        this.policy = defaults.set("restart.policy", policy);
        return this;
    }

    /** The delay before the first restart in a row (default: 500 ms). */
    public RestartBuilder delay(Duration delay) {
        this.delay = defaults.set("restart.delay", delay);
        return this;
    }

    /** The factor by which the delay grows with each further restart, from 1 to 1000 (default: 2). */
    public RestartBuilder backoff(double factor) {
        this.backoff = defaults.set("restart.backoff", factor);
        return this;
    }

    /** The longest delay (default: 30 s). */
    public RestartBuilder maxDelay(Duration delay) {
        this.maxDelay = defaults.set("restart.max-delay", delay);
        return this;
    }

    /** The share of a delay by which the engine varies it at random, from 0 to 1 (default: 0.1). */
    public RestartBuilder jitter(double share) {
        this.jitter = defaults.set("restart.jitter", share);
        return this;
    }

    /**
     * How many restarts in a row the engine tries before the process has failed (default: 5). A call also makes a task
     * restart after a failure.
     */
    public RestartBuilder max(int restarts) {
        this.explicit = true;
        this.max = OptionalInt.of(defaults.set("restart.max", restarts));
        return this;
    }

    /**
     * Lets the engine restart the process without a limit, so that the process never fails because of its exits
     * ({@code restart.max=unlimited}). {@link #delay} must then be longer than zero. A call also makes a task restart after a
     * failure.
     */
    public RestartBuilder unlimited() {
        this.explicit = true;
        this.max = defaults.set("restart.max", OptionalInt.empty(), RestartSettings.UNLIMITED);
        return this;
    }

    /**
     * How long the process must be up, and at least as long as the current delay, to get a fresh budget of restarts (default:
     * 10 s). If its liveness check fails, the time after the last success does not count.
     */
    public RestartBuilder resetAfter(Duration uptime) {
        this.resetAfter = defaults.set("restart.reset-after", uptime);
        return this;
    }

    RestartSettings build() {
        return new RestartSettings(policy, delay, backoff, maxDelay, jitter, max, resetAfter, explicit);
    }
}
