package io.quarkiverse.processmanager.runtime.supervisor.loop;

import java.time.Duration;

/**
 * Bounds the rate of the checks of all processes together until their first success. One process is checked every 5 ms; hundreds
 * of processes that start at the same time must not spend the processor on checks. Confined to the loop.
 */
public final class CheckPace {

    /** 500 checks in a second: two or three processes at their full pace. They take up to half of a processor. */
    private static final long SHARE_NANOS = 2_000_000;

    private int starting;

    /** The checks of one more process begin. */
    public void begin() {
        starting++;
    }

    /** The checks of a process pause, or have succeeded. */
    public void end() {
        starting--;
    }

    /** The delay before the next check of a process that has not been healthy yet. */
    public Duration pause(Duration wanted) {
        Duration share = Duration.ofNanos(SHARE_NANOS * starting);
        return wanted.compareTo(share) < 0 ? share : wanted;
    }
}
