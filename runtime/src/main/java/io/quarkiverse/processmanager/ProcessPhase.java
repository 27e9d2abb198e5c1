package io.quarkiverse.processmanager;

/**
 * The current state of a process. The goal, what was requested, and the {@link Health}, the result of the checks, are
 * independent of it.
 */
public enum ProcessPhase {

    /** Not started, or stopped on request. No process of the tree is alive. */
    STOPPED,
    /** A start is pending until the dependencies are ready. */
    WAITING,
    /** The process is being started, or has been started and is not up yet. */
    STARTING,
    /** Up: the first health check succeeded or, without a check, the startup window has passed. */
    RUNNING,
    /** The process exited or failed to start, and is restarted after a delay. */
    BACKOFF,
    /** The process tree has received the stop signal, and the grace period is running. */
    STOPPING,
    /** The grace period is over and the process tree is being killed. */
    KILLING,
    /** The process exited with success and is not restarted. */
    COMPLETED,
    /** The process exited or failed to start, and is not restarted. */
    FAILED;

    /** Whether the process is up or a start is pending. */
    public boolean isActive() {
        return this == WAITING || this == STARTING || this == RUNNING || this == BACKOFF;
    }

    /** Whether the process is down and no start is pending. */
    public boolean isAtRest() {
        return this == STOPPED || this == COMPLETED || this == FAILED;
    }
}
