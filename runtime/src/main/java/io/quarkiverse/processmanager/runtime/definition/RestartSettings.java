package io.quarkiverse.processmanager.runtime.definition;

import java.time.Duration;

import io.quarkiverse.processmanager.RestartPolicy;

/** The record behind {@link RestartPolicy}. */
public record RestartSettings(Mode mode, Duration delay, double backoff, Duration maxDelay, double jitter, int max,
        Duration resetAfter) implements RestartPolicy {

    public static final RestartSettings DEFAULT = new RestartSettings(Mode.ON_FAILURE, Duration.ofMillis(500), 2,
            Duration.ofSeconds(30), 0.1, 5, Duration.ofSeconds(10));
}
