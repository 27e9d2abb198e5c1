package io.quarkiverse.processmanager.runtime.process.tree;

import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** The time between two scans of a tree, which grows from scan to scan. For one thread. */
final class ScanInterval {

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

    /** For a tree whose root has exited, or whose members are only counted. */
    static ScanInterval watching() {
        return new ScanInterval(20, 5_000);
    }

    /** For a tree that receives the stop signal. */
    static ScanInterval stopping() {
        return new ScanInterval(2, 50);
    }

    /** For a tree that is being killed. */
    static ScanInterval killing() {
        return new ScanInterval(1, 20);
    }

    /** For a tree with members that survive the kill. */
    static ScanInterval stuck() {
        return new ScanInterval(250, 1_000);
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
