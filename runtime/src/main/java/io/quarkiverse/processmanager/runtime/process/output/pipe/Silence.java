package io.quarkiverse.processmanager.runtime.process.output.pipe;

import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** How long a stream has brought no bytes. The thread that reads writes it, and a timer reads it. */
final class Silence {

    /** A program that writes so much at once stops in the middle of a line because its buffer, or the pipe, is full. */
    private static final int BLOCK = 4096;

    /** Whether the reader is passing lines on. It may wait for the file while more output is in the pipe. */
    private volatile boolean busy;
    private volatile boolean fedBlocks;
    private volatile long fedNanos;

    /** The reader begins to pass on so many bytes. */
    void begin(int size) {
        busy = true;
        fedBlocks = size >= BLOCK;
    }

    /** The reader has passed the bytes on. */
    void end() {
        fedNanos = SystemClock.nanos();
        busy = false;
    }

    boolean isBusy() {
        return busy;
    }

    /**
     * How long it must still last until a line without an end counts as a line.
     *
     * @param more whether more of the line is likely to follow: then the long time counts
     */
    long left(boolean more, long shortNanos, long longNanos) {
        if (busy) {
            return shortNanos;
        }
        return (more || fedBlocks ? longNanos : shortNanos) - (SystemClock.nanos() - fedNanos);
    }
}
