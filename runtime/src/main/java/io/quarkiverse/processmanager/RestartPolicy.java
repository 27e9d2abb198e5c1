package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * Whether and when a process restarts after an exit that no command requested. A failed start with a permanent cause, such as a
 * command that does not exist, is not tried again before the cause is gone, the definition changes or a command starts the
 * process. Immutable.
 */
public interface RestartPolicy {

    /** The exits that lead to a restart. */
    enum Mode {
        /** An exit that is not a success, and a failed start. */
        ON_FAILURE,
        /** Every exit that no command requested, and a failed start. Refused for a task, which would never be done. */
        ALWAYS,
        /** No exit. */
        NEVER
    }

    /**
     * The exits that lead to a restart (default: {@code ON_FAILURE}; {@code NEVER} for a task without {@code restart.max}). A
     * {@link ProcessKind#SERVICE} that exits with success has failed, and only {@code ALWAYS} restarts it: {@code ON_FAILURE}
     * restarts after the same exits as {@code Restart=on-failure} of systemd and {@code on-failure} of Docker.
     */
    Mode mode();

    /** The delay before the first restart in a row (default: 500 ms). */
    Duration delay();

    /** The factor by which the delay grows with each further restart, from 1 to 1000 (default: 2). */
    double backoff();

    /** The longest delay (default: 30 s). */
    Duration maxDelay();

    /**
     * The share of a delay, from 0 to 1, by which the engine varies the delay at random (default: 0.1). Processes that exit
     * together then do not restart together.
     */
    double jitter();

    /** How many restarts in a row the engine tries before the process has failed (default: 5); empty without a limit. */
    OptionalInt max();

    /**
     * How long a process must be up, and at least as long as the current delay, to get a fresh budget of restarts (default:
     * 10 s). If its liveness check fails, the time after the last success does not count.
     */
    Duration resetAfter();
}
