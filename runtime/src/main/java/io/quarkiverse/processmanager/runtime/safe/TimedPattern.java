package io.quarkiverse.processmanager.runtime.safe;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * A regular expression of a user or of the configuration. Some expressions take hours for one line, so each search ends at a
 * deadline or when its caller has left. The only way to stop a search of the JDK is a text that throws when it is read; an
 * expression that can repeat without reading is refused. Immutable, safe for use by several threads.
 */
public final class TimedPattern {

    /** The longest search in one line. */
    public static final Duration PER_LINE = Duration.ofSeconds(1);

    private final Pattern pattern;

    private TimedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Checks an expression.
     *
     * @throws PatternSyntaxException if the text is not a regular expression, or nests too deeply, or repeats too often
     */
    public static TimedPattern of(String regex) {
        if (new RepetitionCount(regex).isTooHigh()) {
            throw new PatternSyntaxException("its counted repetitions multiply to more than " + RepetitionCount.MOST, regex,
                    -1);
        }
        return new TimedPattern(Pattern.compile(regex));
    }

    /** The expression. */
    public String regex() {
        return pattern.pattern();
    }

    /**
     * Whether the expression is found in the line.
     *
     * @throws SearchStoppedException if the search takes longer than {@link #PER_LINE}, or more memory than the stack has
     */
    public boolean isIn(String line) {
        return isIn(line, Deadline.perLine(() -> false));
    }

    /**
     * Whether the expression is found in the line.
     *
     * @param deadline when the search stops; several searches can share one
     * @throws SearchStoppedException if the deadline has expired, the caller has left, or the stack is exhausted
     */
    public boolean isIn(String line, Deadline deadline) {
        deadline.check();
        try {
            return pattern.matcher(new TimedText(line, deadline)).find();
        } catch (StackOverflowError | OutOfMemoryError e) {
            throw new SearchStoppedException("the expression needs too much memory for one line");
        }
    }

    /** When a search stops. Safe for use by several threads. */
    public static final class Deadline {

        private final long nanos;
        private final String expired;
        private final BooleanSupplier cancelled;

        private Deadline(long nanos, String expired, BooleanSupplier cancelled) {
            this.nanos = nanos;
            this.expired = expired;
            this.cancelled = cancelled;
        }

        /**
         * From now on {@link #PER_LINE} for one line.
         *
         * @param cancelled whether the caller has left; must be fast
         */
        public static Deadline perLine(BooleanSupplier cancelled) {
            return new Deadline(SystemClock.nanos() + Durations.nanos(PER_LINE),
                    "the expression needs more than a second for one line",
                    cancelled);
        }

        /**
         * From now on this long for all lines of one search.
         *
         * @param cancelled whether the caller has left; must be fast
         */
        public static Deadline of(Duration time, BooleanSupplier cancelled) {
            return new Deadline(SystemClock.nanos() + Durations.nanos(time),
                    "the search needs more than " + time.toSeconds() + " s",
                    cancelled);
        }

        void check() {
            if (cancelled.getAsBoolean()) {
                throw new SearchStoppedException("the search was cancelled");
            }
            if (SystemClock.nanos() - nanos > 0) {
                throw new SearchStoppedException(expired);
            }
        }
    }

    /** A text that can be read until a deadline. */
    private static final class TimedText implements CharSequence {

        private static final int READS_PER_CHECK = 1024;

        private final String text;
        private final Deadline deadline;
        private int reads;

        TimedText(String text, Deadline deadline) {
            this.text = text;
            this.deadline = deadline;
        }

        @Override
        public char charAt(int index) {
            if (++reads % READS_PER_CHECK == 0) {
                deadline.check();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
