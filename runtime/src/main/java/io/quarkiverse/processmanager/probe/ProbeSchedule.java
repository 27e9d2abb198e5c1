package io.quarkiverse.processmanager.probe;

import java.time.Duration;

/**
 * When a process is checked and how many results make a verdict.
 *
 * @param initialDelay the pause before the first check
 * @param interval the pause between two checks of a process that is well; while it fails, at most one second
 * @param timeout how long one check may take
 * @param retries how many failures in a row make a process unhealthy
 * @param successThreshold how many successes in a row make a process healthy
 * @param eager the pauses until the first success
 */
public record ProbeSchedule(Duration initialDelay, Duration interval, Duration timeout, int retries, int successThreshold,
        Eager eager) {

    /**
     * The pauses until the first success: they grow from the first to the longest, so that a chain of processes does not wait
     * for a timer.
     */
    public record Eager(Duration first, double growth, Duration longest) {

        /** For checks that cost next to nothing: a refused connection takes 14 us. */
        public static final Eager CHEAP = new Eager(Duration.ofMillis(5), 1.2, Duration.ofMillis(250));

        /** For checks that start a process. */
        public static final Eager COSTLY = new Eager(Duration.ofMillis(100), 1.2, Duration.ofSeconds(1));

        /** The pause after the given number of checks, for any number from 1 on. */
        public Duration pause(int checks) {
            double grown = first.toNanos() * Math.pow(growth, Math.max(0, checks - 1));
            return Duration.ofNanos((long) Math.min(longest.toNanos(), grown));
        }
    }

    /** Every 10 s, 5 s each, unhealthy after three failures, healthy with the first success. */
    public static final ProbeSchedule DEFAULT = new ProbeSchedule(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(5),
            3, 1, Eager.CHEAP);
}
