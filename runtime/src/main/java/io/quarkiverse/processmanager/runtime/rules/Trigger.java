package io.quarkiverse.processmanager.runtime.rules;

/** What came true for a process; with its phase it selects a cell of the {@link Lifecycle}. */
public enum Trigger {

    /** Command: it shall be up. */
    START,
    /** Command, or a decision of ours: its tree shall end. */
    STOP,
    /** Command: what its ended root has left running shall end. */
    SWEEP,
    /** Plan: its dependencies are there. */
    READY,
    /** Plan: a dependency has failed. */
    BLOCKED,
    /** Probe: its first success. */
    UP,
    /** The one timer of the phase has run out. */
    TIMER,
    /** Verdict on an exit: start it again after a delay. */
    RETRY,
    /** Verdict on an exit: it ended with success and is done. */
    COMPLETE,
    /** Verdict on an exit: it has failed. */
    GIVE_UP,
    /** Verdict on an exit: a stop was wanted. */
    HALT,
    /** Verdict on an exit: a restart was wanted. */
    AGAIN
}
