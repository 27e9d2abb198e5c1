package io.quarkiverse.processmanager.runtime.process.output.lines;

import java.util.ArrayList;
import java.util.List;

/**
 * The readers for whose lines a buffer grows beyond its limit, and the memory that it has taken for that. The lock of the buffer
 * protects it.
 */
final class Retention {

    private static final long STEP = 256 * 1024;

    private final Backlog backlog;
    private final List<LineCursor> readers = new ArrayList<>(0);
    private long reserved;

    Retention(Backlog backlog) {
        this.backlog = backlog;
    }

    void add(LineCursor reader) {
        readers.add(reader);
    }

    void remove(LineCursor reader) {
        readers.removeIf(other -> other == reader);
    }

    /** Whether the oldest line stays, although the buffer then exceeds its limit by {@code excess} bytes. */
    boolean holds(LineCursor oldest, long excess) {
        return isUnread(oldest) && reserve(excess);
    }

    private boolean isUnread(LineCursor oldest) {
        return oldestUnread() <= oldest.sequence();
    }

    /** The number of the first line that a reader has not read; a very large number if there is none. */
    long oldestUnread() {
        long oldest = Long.MAX_VALUE;
        for (LineCursor reader : readers) {
            oldest = Math.min(oldest, reader.sequence());
        }
        return oldest;
    }

    private boolean reserve(long excess) {
        while (reserved < excess) {
            if (reserved + STEP > backlog.mostOfBuffer() || !backlog.take(STEP)) {
                return false;
            }
            reserved += STEP;
        }
        return true;
    }

    /** Whether the buffer has taken memory beyond its limit. */
    boolean hasMemory() {
        return reserved > 0;
    }

    /** Returns the memory that is not needed for this excess. */
    void settle(long excess) {
        while (reserved > 0 && reserved - STEP >= excess) {
            reserved -= STEP;
            backlog.give(STEP);
        }
    }
}
