package io.quarkiverse.processmanager;

import java.time.Duration;

/**
 * The time limit of a stop of one process or of all processes, and the action at the limit.
 *
 * @param timeout the time for all processes together
 * @param force whether the rest is killed at the limit. Without it the limit kills nothing: the stage fails with
 *        {@link ProcessException.Reason#TIMEOUT}, names the processes that are alive, and the stop continues. The
 *        {@code stop.timeout} of each process applies in any case
 */
public record StopOptions(Duration timeout, boolean force) {

    public StopOptions {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("the timeout of a stop, " + timeout + ", is negative");
        }
    }

    /** Kills the rest at the limit. */
    public static StopOptions within(Duration timeout) {
        return new StopOptions(timeout, true);
    }

    /** When the limit expires, the call fails with {@code TIMEOUT} and the stop continues. */
    public StopOptions withoutForce() {
        return new StopOptions(timeout, false);
    }
}
