package io.quarkiverse.processmanager;

import java.time.Duration;

import io.quarkiverse.processmanager.runtime.rules.text.Words;

/**
 * The time limit of a stop of one process or of all processes, and the action at the limit. Immutable.
 *
 * @param timeout the time limit for all processes together; not negative
 * @param force whether the engine ends the stop at the limit. It kills the processes that have had this time, or
 *        {@code quarkus.process-manager.last-grace-period}, since their stop signal. The others, whose dependents have used up the
 *        time, get their stop signal then, and are killed after that period. Without force the stage fails with
 *        {@link ProcessException.Reason#TIMEOUT} at the limit, its message names the processes that are alive, and the stop
 *        continues. The {@code stop.timeout} of each process applies in both cases
 */
public record StopOptions(Duration timeout, boolean force) {

    /**
     * Checks the time limit.
     *
     * @throws IllegalArgumentException if the time limit is negative
     */
    public StopOptions {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("cannot stop within " + timeout + ": the timeout is negative");
        }
    }

    /** Options with a time limit at which the engine ends the stop: see {@link #force()}. */
    public static StopOptions within(Duration timeout) {
        return new StopOptions(timeout, true);
    }

    /** The same time limit without force: at the limit the call fails with {@code TIMEOUT}, and the stop continues. */
    public StopOptions withoutForce() {
        return new StopOptions(timeout, false);
    }

    /** The options in a few words for people, not for parsing. */
    @Override
    public String toString() {
        return "within " + Words.of(timeout) + (force ? ", then kill" : ", without force");
    }
}
