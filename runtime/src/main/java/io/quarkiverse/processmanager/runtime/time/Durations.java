package io.quarkiverse.processmanager.runtime.time;

import java.time.Duration;

/**
 * Arithmetic with durations that cannot overflow, and their text. A setting or a caller can pass a duration of any length, as "for
 * ever". A duration of more than 100 years counts as 100 years: a sum of two of them still fits into nanoseconds, and the date at its
 * end fits into every format.
 */
public final class Durations {

    /** The longest duration: 100 years. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Duration SHORTEST = LONGEST.negated();

    private Durations() {
    }

    /** The duration, or 100 years if it is longer, or minus 100 years if it is shorter than that. */
    public static Duration bounded(Duration duration) {
        if (duration.compareTo(LONGEST) > 0) {
            return LONGEST;
        }
        return duration.compareTo(SHORTEST) < 0 ? SHORTEST : duration;
    }

    /** The duration in nanoseconds. */
    public static long nanos(Duration duration) {
        return bounded(duration).toNanos();
    }

    /** The duration in milliseconds, rounded down. */
    public static long millis(Duration duration) {
        return bounded(duration).toMillis();
    }

    /** The text of a duration in messages: {@code 45 ms}, {@code 3.2 s}, {@code 4 min 10 s}, {@code 2 h 5 min}. */
    public static String text(Duration duration) {
        long millis = millis(duration);
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return millis / 1000 + "." + millis / 100 % 10 + " s";
        }
        if (millis < 3_600_000) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    /** What is left of a duration after a part of it; zero if the part is longer. */
    public static Duration left(Duration whole, Duration part) {
        Duration left = bounded(whole).minus(bounded(part));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The sum of two durations. */
    public static Duration sum(Duration one, Duration other) {
        return bounded(bounded(one).plus(bounded(other)));
    }
}
