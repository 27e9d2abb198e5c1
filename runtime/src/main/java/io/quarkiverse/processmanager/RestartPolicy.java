package io.quarkiverse.processmanager;

import java.time.Duration;

/**
 * Whether and when a process that ended by itself is started again.
 *
 * @param mode which ends lead to a restart
 * @param delay the pause before the first restart
 * @param backoff the factor by which the pause grows with each further restart; at least 1
 * @param maxDelay the longest pause
 * @param jitter by which share of itself a pause is varied at random, from 0 to 1, so that processes that died together do
 *        not come back in step
 * @param max how many restarts in a row are tried before the process has failed
 * @param resetAfter how long a process must be up, at least as long as the current pause, to get a fresh budget of restarts
 */
public record RestartPolicy(Mode mode, Duration delay, double backoff, Duration maxDelay, double jitter, int max,
        Duration resetAfter) {

    /** Which ends lead to a restart. */
    public enum Mode {
        /** Only an end with an exit code that does not mean success, and a start that failed. */
        ON_FAILURE,
        /** Every end that nobody asked for. */
        ALWAYS,
        /** No end. */
        NEVER
    }

    /** On failure, five times, 500 ms doubling up to 30 s. */
    public static final RestartPolicy DEFAULT = new RestartPolicy(Mode.ON_FAILURE, Duration.ofMillis(500), 2,
            Duration.ofSeconds(30), 0.1, 5, Duration.ofSeconds(10));

    /** Never. */
    public static final RestartPolicy NEVER = new RestartPolicy(Mode.NEVER, DEFAULT.delay, DEFAULT.backoff, DEFAULT.maxDelay,
            DEFAULT.jitter, DEFAULT.max, DEFAULT.resetAfter);
}
