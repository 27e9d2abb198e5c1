package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.Optional;

/**
 * When a process is started, and when its start counts as done or as failed.
 *
 * @param auto whether it starts with the application
 * @param window how long a process without a health check must survive to count as running
 * @param timeout how long a process with a health check may take until its first success
 * @param waitTimeout how long it may wait for its dependencies; absent means as long as they may still come up
 * @param onDependencyRestart what happens to it when a process that it depends on is restarted
 */
public record StartPolicy(boolean auto, Duration window, Duration timeout, Optional<Duration> waitTimeout,
        OnDependencyRestart onDependencyRestart) {

    /** What a restart of a dependency does to a running process. */
    public enum OnDependencyRestart {
        /** Nothing. */
        IGNORE,
        /** It is restarted too, once the dependency is back. */
        RESTART
    }

    /** Starts with the application; a window of one second, as Supervisor's {@code startsecs}, and 60 s for a first success. */
    public static final StartPolicy DEFAULT = new StartPolicy(true, Duration.ofSeconds(1), Duration.ofSeconds(60),
            Optional.empty(), OnDependencyRestart.IGNORE);
}
