package io.quarkiverse.processmanager.runtime.rules;

import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

/** What has happened to a process; phase and trigger select a cell of the {@link Lifecycle}. */
public enum Trigger {

    /** Command, or a failed start whose cause is gone: start the process. */
    START,
    /** Command, or a decision of the supervisor: stop the process tree. */
    STOP,
    /** Command: stop the left-over processes of a root process that has exited. */
    SWEEP,
    /** Plan: its dependencies are met. */
    READY,
    /** Plan: a dependency has failed. */
    BLOCKED,
    /** Probe: its first success. Or the start of a task, which needs no success to be running. */
    UP,
    /** The one timer of the phase has expired. */
    TIMER,
    /** Verdict on an exit: start it again after a delay. */
    RETRY,
    /** Verdict on an exit: it has exited with success and is done. */
    COMPLETE,
    /** Verdict on an exit: it has failed. */
    GIVE_UP,
    /** Verdict on an exit: a stop was requested. */
    HALT,
    /** Verdict on an exit: a restart was requested. */
    AGAIN
}
