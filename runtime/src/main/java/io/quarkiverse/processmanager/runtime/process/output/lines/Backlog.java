package io.quarkiverse.processmanager.runtime.process.output.lines;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all buffers share for lines that a subscriber has not taken yet, beyond the limit of each buffer. Safe for
 * use by several threads.
 */
public final class Backlog {

    private static final long MOST = 256L << 20;
    private static final int SHARE_OF_HEAP = 8;
    /** No buffer takes more than half, so that a subscriber that never continues leaves something to the others. */
    private static final int SHARE_OF_BUFFER = 2;

    private final AtomicLong free;
    private final long mostOfBuffer;

    public Backlog(long bytes) {
        this.free = new AtomicLong(bytes);
        this.mostOfBuffer = bytes / SHARE_OF_BUFFER;
    }

    /** An eighth of the largest heap, at most 256 MiB. */
    public static Backlog ofThisJvm() {
        return new Backlog(Math.min(MOST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /** The most bytes for one buffer. */
    long mostOfBuffer() {
        return mostOfBuffer;
    }

    public boolean take(long bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        free.addAndGet(bytes);
        return false;
    }

    void give(long bytes) {
        free.addAndGet(bytes);
    }
}
