package io.quarkiverse.processmanager.runtime.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.runtime.time.Durations;

/**
 * The recent changes of the watched files of one process. A process that writes files that it watches would restart for ever, so
 * the changes have no effect any more after {@link #MOST} of them within {@link #WINDOW}, until none has come for that time.
 * Immutable.
 *
 * @param times when the last changes had an effect, in nanoseconds of the monotonic clock
 * @param suspendedSince when the last change without effect came; empty if changes have an effect
 */
public record ChangeTally(List<Long> times, OptionalLong suspendedSince) {

    /** More than a developer saves in that time, and few enough that a loop ends soon. */
    public static final int MOST = 10;
    public static final Duration WINDOW = Duration.ofSeconds(30);

    public static final ChangeTally NONE = new ChangeTally(List.of(), OptionalLong.empty());

    public ChangeTally {
        times = List.copyOf(times);
    }

    /** The tally after one more change. */
    public ChangeTally after(long now) {
        long window = Durations.nanos(WINDOW);
        if (suspendedSince.isPresent() && now - suspendedSince.getAsLong() < window) {
            return new ChangeTally(List.of(), OptionalLong.of(now));
        }
        List<Long> recent = new ArrayList<>();
        for (long time : times) {
            if (now - time < window) {
                recent.add(time);
            }
        }
        recent.add(now);
        return recent.size() > MOST ? new ChangeTally(List.of(), OptionalLong.of(now))
                : new ChangeTally(recent, OptionalLong.empty());
    }

    /** Whether the last change has no effect. */
    public boolean isSuspended() {
        return suspendedSince.isPresent();
    }
}
