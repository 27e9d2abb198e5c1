package io.quarkiverse.processmanager;

/**
 * The current state of a process. The goal, which commands set, and the {@link Health}, which checks set, are independent of
 * the phase.
 */
public enum ProcessPhase {

    /** Not started, or stopped on request. No process of the tree is alive. */
    STOPPED,
    /** A start is pending until the dependencies are ready. */
    WAITING,
    /** The process is being started, or has been started and is not up yet. */
    STARTING,
    /**
     * The process is up: its first health check has succeeded or, without a check, its startup window has passed. A task is
     * running as soon as it is started, and never up.
     */
    RUNNING,
    /** The process exited or failed to start, and the engine restarts it after a delay. */
    BACKOFF,
    /** The process tree has received the stop signal, and the grace period is running. */
    STOPPING,
    /** The grace period is over, and the engine kills the process tree. */
    KILLING,
    /** The process exited with success, and the engine does not restart it: a task is done. Or its start was skipped. */
    COMPLETED,
    /**
     * The process exited or failed to start, and the engine does not restart it, unless the cause of a failed start goes away. A
     * service has also failed if it exited with success.
     */
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
