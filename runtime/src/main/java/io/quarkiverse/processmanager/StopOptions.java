package io.quarkiverse.processmanager;

import java.time.Duration;

/**
 * How long a stop of one process or of all processes may take, and what happens then.
 *
 * @param timeout the time for all of them together
 * @param force whether what is left then is killed. Without it nobody is killed because of this timeout, the stop goes on, and
 *        the stage fails with {@link ProcessException.Reason#TIMEOUT} and names who is alive; the {@code stop.timeout} of each
 *        process counts in any case
 */
public record StopOptions(Duration timeout, boolean force) {

    public StopOptions {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("the timeout of a stop, " + timeout + ", is negative");
        }
    }

    /** Kills what is left after the time. */
    public static StopOptions within(Duration timeout) {
        return new StopOptions(timeout, true);
    }

    /** Kills nobody because of the time. */
    public StopOptions withoutForce() {
        return new StopOptions(timeout, false);
    }
}
