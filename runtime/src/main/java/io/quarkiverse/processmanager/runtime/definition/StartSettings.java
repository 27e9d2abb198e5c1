package io.quarkiverse.processmanager.runtime.definition;

import java.time.Duration;
import java.util.Optional;

import io.quarkiverse.processmanager.StartPolicy;

/** The value of {@link StartPolicy}. */
public record StartSettings(boolean auto, Duration window, Duration timeout, Optional<Duration> waitTimeout,
        OnDependencyRestart onDependencyRestart) implements StartPolicy {

    /** A window of one second, as Supervisor's {@code startsecs}. */
    public static final StartSettings DEFAULT = new StartSettings(true, Duration.ofSeconds(1), Duration.ofSeconds(60),
            Optional.empty(), OnDependencyRestart.IGNORE);
}
