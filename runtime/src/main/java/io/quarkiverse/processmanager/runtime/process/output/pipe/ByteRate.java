package io.quarkiverse.processmanager.runtime.process.output.pipe;

import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** How much a stream brings at the moment. Not safe for use by several threads at once. */
final class ByteRate {

    /** A stream that brings more bytes in this time is a flood. */
    private static final int FLOOD_BYTES = 1 << 20;
    private static final long FLOOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private long countedSince = SystemClock.nanos();
    private long counted;
    private boolean low;

    void add(int bytes) {
        long now = SystemClock.nanos();
        if (now - countedSince > FLOOD_NANOS) {
            low = counted < FLOOD_BYTES / 2;
            countedSince = now;
            counted = 0;
        }
        counted += bytes;
    }

    /** Whether the stream brings very much. */
    boolean isFlood() {
        return counted > FLOOD_BYTES;
    }

    /** Whether the stream has brought little in a whole period since the last {@link #reset}, and does so still. */
    boolean isLow() {
        return low && counted < FLOOD_BYTES / 2;
    }

    /** Begins to count. */
    void reset() {
        countedSince = SystemClock.nanos();
        counted = 0;
        low = false;
    }
}
