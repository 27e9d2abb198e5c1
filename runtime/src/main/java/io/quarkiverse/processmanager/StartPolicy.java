package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.Optional;

/** When a process starts, and when its start has succeeded or failed. */
public interface StartPolicy {

    /** What a restart of a dependency does to a running process. */
    enum OnDependencyRestart {
        /** Nothing. */
        IGNORE,
        /** The process restarts too, after the dependency is up again. */
        RESTART
    }

    /** Whether the process starts with the application (default: true). */
    boolean auto();

    /** How long a process without a health check must survive to count as running (default: 1 s). */
    Duration window();

    /** How long a process with a health check may take until its first success (default: 60 s). */
    Duration timeout();

    /** How long the process may wait for its dependencies; absent means as long as they may still come up. */
    Optional<Duration> waitTimeout();

    /** What happens to the process when a process that it depends on restarts (default: {@code IGNORE}). */
    OnDependencyRestart onDependencyRestart();
}
