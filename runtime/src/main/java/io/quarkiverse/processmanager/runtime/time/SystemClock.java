package io.quarkiverse.processmanager.runtime.time;

import java.time.Instant;

/**
 * The clocks of the machine. Only this class reads them, so that no code can subtract the time of one clock from that of the
 * other one.
 * <p>
 * The monotonic clock measures: each duration, deadline and delay. The wall clock names a moment for people and other programs:
 * timestamps of events, lines and exits, and the comparison with the times of files and of the operating system. The wall clock
 * can step in both directions, and advances while the machine is suspended.
 */
public final class SystemClock {

    private SystemClock() {
    }

    /** The monotonic clock in nanoseconds, with an arbitrary origin. On Linux the clock stands still during a suspend. */
    public static long nanos() {
        return System.nanoTime();
    }

    /** The time of the wall clock. */
    public static Instant wallTime() {
        return Instant.now();
    }

    /** The time of the wall clock in milliseconds since 1970. */
    public static long wallMillis() {
        return System.currentTimeMillis();
    }

    /** The time of both clocks. */
    public static Moment now() {
        return new Moment(wallTime(), nanos());
    }
}
