package io.quarkiverse.processmanager.runtime.process.tree;

import java.time.Duration;

import io.quarkiverse.processmanager.StopPolicy.Scope;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * A request for the end of a tree.
 *
 * @param signal the stop signal
 * @param restDueNanos the time of {@link SystemClock#nanos()} at which the signal goes to the rest of the tree although the root
 *        is alive; the whole tree receives the signal at once if the time is over
 */
public record StopRequest(String signal, long restDueNanos) {

    /** The request for a tree that is killed after the grace period. */
    public static StopRequest of(String signal, Scope scope, Duration grace) {
        long now = SystemClock.nanos();
        return new StopRequest(signal, switch (scope) {
            case ROOT -> now + Durations.nanos(grace) / 2;
            case TREE -> now;
        });
    }

    /** The same request, with the time of the other one if that is earlier. */
    StopRequest orEarlier(StopRequest other) {
        return other.restDueNanos - restDueNanos < 0 ? new StopRequest(signal, other.restDueNanos) : this;
    }
}
