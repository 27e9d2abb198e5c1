package io.quarkiverse.processmanager;

/**
 * What a process is doing now. It is one of three separate things: the phase is what is, the goal is what was asked for, and
 * {@link Health} is what the checks say.
 */
public enum ProcessPhase {

    /** Not started, or stopped because somebody asked; nothing of its tree is alive. */
    STOPPED,
    /** Asked to start, and held back by a dependency. */
    WAITING,
    /** The operating system has been asked for a process, and that process has not proved itself yet. */
    STARTING,
    /** Up: the first health check succeeded or, without a check, it survived its startup window. */
    RUNNING,
    /** It ended or could not be started, and will be started again after a delay. */
    BACKOFF,
    /** Its tree has been asked to end and has the rest of its grace left. */
    STOPPING,
    /** Its grace is over and its tree is being killed. */
    KILLING,
    /** It ended by itself, with success, and is not to be started again. */
    COMPLETED,
    /** It ended or could not be started, and nobody will try again by itself. */
    FAILED;

    /** Whether the process is up or on its way up, so that an application may count on it soon. */
    public boolean isActive() {
        return this == WAITING || this == STARTING || this == RUNNING || this == BACKOFF;
    }

    /** Whether nothing is running and nothing will be started unless something asks for it. */
    public boolean isAtRest() {
        return this == STOPPED || this == COMPLETED || this == FAILED;
    }
}
