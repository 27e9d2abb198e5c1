package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** The time between two scans of a tree, which grows from scan to scan. For one thread. */
final class ScanInterval {

    static final ScanInterval WATCHING = new ScanInterval(20, 5_000);
    static final ScanInterval STOPPING = new ScanInterval(2, 50);
    static final ScanInterval KILLING = new ScanInterval(1, 20);
    static final ScanInterval STUCK = new ScanInterval(250, 1_000);

    private static final double GROWTH = 1.5;
    private static final long SOON_NANOS = 1_000_000;

    private final double firstMillis;
    private final double longestMillis;
    private double millis;
    private long dueNanos;

    private ScanInterval(double firstMillis, double longestMillis) {
        this.firstMillis = firstMillis;
        this.longestMillis = longestMillis;
        restart();
    }

    ScanInterval copy() {
        return new ScanInterval(firstMillis, longestMillis);
    }

    /** Makes the next scan due at once, and begins with short intervals again. */
    void restart() {
        millis = firstMillis;
        dueNanos = SystemClock.nanos();
    }

    /** Makes the next scan due in 1 ms. */
    void soon(long nowNanos) {
        dueNanos = nowNanos + SOON_NANOS;
    }

    /** A scan has been made, or was not necessary. */
    void scanned(long nowNanos) {
        dueNanos = nowNanos + (long) (millis * TimeUnit.MILLISECONDS.toNanos(1));
        millis = Math.min(millis * GROWTH, longestMillis);
    }

    long dueNanos() {
        return dueNanos;
    }
}
