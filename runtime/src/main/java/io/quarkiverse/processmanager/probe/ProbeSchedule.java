package io.quarkiverse.processmanager.probe;

import java.time.Duration;

/**
 * When a process is checked, and how many results in a row change its health. Immutable.
 *
 * @param initialDelay the delay before the first check
 * @param interval the interval between two checks after the first success; at most 1 s while checks fail
 * @param timeout how long one check may take
 * @param retries how many failures in a row make a process unhealthy. Failures before the first success do not count
 * @param successThreshold how many successes in a row make a process healthy
 * @param eager the delays between checks until the first success
 */
public record ProbeSchedule(Duration initialDelay, Duration interval, Duration timeout, int retries, int successThreshold,
        Eager eager) {

    /**
     * The delays between checks until the first success. They are short at first, so that a chain of processes does not wait for
     * timers. Later they grow up to a longest delay.
     *
     * @param first the first delay
     * @param steady how long the delays stay at the first one, from the first check on
     * @param growth the factor between two delays after that time
     * @param longest the longest delay
     */
    public record Eager(Duration first, Duration steady, double growth, Duration longest) {

        /** For cheap checks: 5 ms in the first second, then growing to 250 ms. A refused connection takes 14 us. */
        public static final Eager CHEAP = new Eager(Duration.ofMillis(5), Duration.ofSeconds(1), 1.2, Duration.ofMillis(250));

        /** For checks that start a process: 100 ms, growing to 1 s. */
        public static final Eager COSTLY = new Eager(Duration.ofMillis(100), Duration.ZERO, 1.2, Duration.ofSeconds(1));

        /**
         * The delay before the next check. It depends on the time and not on the number of checks, so that slow checks do not
         * prolong the first second.
         *
         * @param elapsed the time since the first check
         */
        public Duration pause(Duration elapsed) {
            // The sum of delays that grow by a factor is linear in the last delay.
            double grown = nanos(first) + (growth - 1) * Math.max(0, nanos(elapsed) - nanos(steady));
            return Duration.ofNanos(Math.round(Math.min(nanos(longest), grown)));
        }

        private static double nanos(Duration duration) {
            return duration.getSeconds() * 1e9 + duration.getNano();
        }
    }

    /** A check every 10 s with a timeout of 5 s; three failures make the process unhealthy, one success makes it healthy. */
    public static final ProbeSchedule DEFAULT = new ProbeSchedule(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(5),
            3, 1, Eager.CHEAP);
}
