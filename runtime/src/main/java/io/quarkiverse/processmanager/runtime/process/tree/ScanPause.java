package io.quarkiverse.processmanager.runtime.process.tree;

import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** The time before which no scan begins, so that one scan serves what comes together. For one thread. */
final class ScanPause {

    private static final int LONGEST_PAUSE_SCANS = 3;
    private static final long LONGEST_PAUSE_NANOS = 10_000_000;
    private static final long KILLS_TOGETHER_NANOS = 4_000_000;
    /** If the end of the requests is lost for want of memory, their signals are not. */
    private static final long LONGEST_REQUESTS_NANOS = 1_000_000_000;

    private long pauseUntil = SystemClock.nanos();
    private long requestsUntil = pauseUntil;

    /** The given time, or the end of the pause if that is later. */
    long notBefore(long nanos) {
        return later(later(nanos, pauseUntil), requestsUntil);
    }

    private static long later(long oneNanos, long otherNanos) {
        return oneNanos - otherNanos > 0 ? oneNanos : otherNanos;
    }

    /** Many trees end at different moments. A scan for each moment would take the CPU time that the processes need to end. */
    void afterScan(long beganNanos, int trees) {
        long now = SystemClock.nanos();
        int scans = Math.max(0, Math.min(trees - 1, LONGEST_PAUSE_SCANS));
        pauseUntil = now + Math.min(LONGEST_PAUSE_NANOS, (now - beganNanos) * scans);
    }

    /** The next scan sends signals, or finds out that the last trees are gone: it does not wait for trees that are ending. */
    void end() {
        pauseUntil = SystemClock.nanos();
    }

    /** Another thread begins to make requests. */
    void requestsBegin() {
        requestsUntil = SystemClock.nanos() + LONGEST_REQUESTS_NANOS;
    }

    void requestsEnd() {
        requestsUntil = SystemClock.nanos();
    }

    /** Grace periods that have begun together end one after the other, within some milliseconds: one scan serves those kills. */
    void forKills() {
        long now = SystemClock.nanos();
        if (requestsUntil - now <= 0) {
            requestsUntil = now + KILLS_TOGETHER_NANOS;
        }
    }
}
