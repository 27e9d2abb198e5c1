package io.quarkiverse.processmanager.runtime.time;

import java.time.Duration;
import java.time.Instant;

/**
 * A moment by both clocks: durations and deadlines come from the monotonic clock, and the time of the wall clock is for people.
 * Immutable.
 *
 * @param time the time of the wall clock
 * @param nanos the time of the monotonic clock in nanoseconds, with an arbitrary origin
 */
public record Moment(Instant time, long nanos) {

    /** The time from another moment to this one; negative if the other one is later. */
    public Duration since(Moment other) {
        return Duration.ofNanos(nanos - other.nanos);
    }

    /** The moment after a duration, which counts as 100 years if it is longer. */
    public Moment plus(Duration duration) {
        long more = Durations.nanos(duration);
        return new Moment(time.plusNanos(more), nanos + more);
    }

    /** Whether this moment is later than another one. */
    public boolean isAfter(Moment other) {
        return nanos - other.nanos > 0;
    }
}
