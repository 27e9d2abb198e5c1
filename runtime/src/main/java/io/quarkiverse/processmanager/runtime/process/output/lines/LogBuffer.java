package io.quarkiverse.processmanager.runtime.process.output.lines;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogLine.Stream;

/**
 * The last lines of output of one process: a ring of bytes, which become text only when they are read. It grows up to its
 * limit; then the oldest lines are dropped. For lines that a subscriber has not read, it grows beyond its limit as far as the
 * common {@link Backlog} allows. Safe for use by several threads.
 */
public final class LogBuffer {

    /** A block that takes a smaller share of the buffer is dropped as a whole. */
    private static final int SMALL_SHARE = 16;

    private final String processId;
    private final long start;
    private final LineBlocks blocks;
    private final Retention retention;
    /** The first line that is left, and the line that comes next. */
    private final LineCursor first;
    private final LineCursor next;
    private final LoggedLines logged;
    private int limit;
    private long decoded;

    /**
     * @param limit the number of bytes that the lines may take
     * @param firstSequence the number of the first line
     */
    public LogBuffer(String processId, int limit, long firstSequence, Backlog backlog) {
        this.processId = processId;
        this.limit = limit;
        this.start = firstSequence;
        this.blocks = new LineBlocks(processId, firstSequence);
        this.retention = new Retention(backlog);
        this.first = new LineCursor(firstSequence);
        this.next = blocks.next();
        this.logged = new LoggedLines(blocks);
    }

    public String processId() {
        return processId;
    }

    public synchronized void limit(int bytes) {
        limit = bytes;
        dropOldest();
    }

    private long room() {
        return (long) limit + LineBlocks.OVERHEAD;
    }

    private long excess() {
        return next.position() - first.position() - room();
    }

    /** Adds a line without a line feed. */
    public synchronized void append(long timeMillis, long incarnation, Stream stream, byte[] source, int offset, int length) {
        blocks.add(timeMillis, incarnation, stream, source, offset, length);
        dropOldest();
    }

    /** Adds lines, each with a line feed at its end. */
    public synchronized void append(long timeMillis, long incarnation, Stream stream, byte[] source, int offset, int length,
            int lines) {
        blocks.add(timeMillis, incarnation, stream, source, offset, length, lines);
        dropOldest();
    }

    /** Drops the oldest lines that no longer fit, but not the last line: it can be longer than the limit. */
    private void dropOldest() {
        long excess = excess();
        while (excess > 0 && first.sequence() < next.sequence() - 1 && !retention.holds(first, excess)) {
            long unread = retention.oldestUnread();
            dropLines(excess, (unread > first.sequence() ? Math.min(unread, next.sequence() - 1) : next.sequence() - 1)
                    - first.sequence());
            excess = excess();
        }
    }

    /** Drops lines of the first block, until so many bytes are gone or the block has ended. */
    private void dropLines(long bytes, long most) {
        int left = blocks.left(first);
        long position = first.position();
        long end = blocks.end(first);
        if (left <= most && (end - position <= bytes || end - position <= room() / SMALL_SHARE)) {
            blocks.advance(first, left);
        } else {
            for (int i = 0; i < Math.min(left, most) && first.position() - position < bytes; i++) {
                blocks.advance(first, 1);
            }
        }
        blocks.drop(first);
    }

    /** Drops the lines that were kept only for subscribers and have been read. */
    private void trim() {
        if (retention.hasMemory()) {
            dropOldest();
            retention.settle(excess());
        }
    }

    /** Keeps lines that this reader has not read yet, as long as there is memory, until {@link #release}. */
    public synchronized void retain(LineCursor reader) {
        retention.add(reader);
    }

    public synchronized void release(LineCursor reader) {
        retention.remove(reader);
        trim();
    }

    /** The last lines, oldest first. */
    public List<LogLine> last(int count) {
        LineCursor cursor;
        synchronized (this) {
            cursor = next.copy();
            while (cursor.sequence() > first.sequence() && next.sequence() - cursor.sequence() < count) {
                blocks.retreat(cursor);
            }
            if (cursor.sequence() < first.sequence()) {
                cursor.moveTo(first);
            }
            long surplus = next.sequence() - cursor.sequence() - Math.max(0, count);
            if (surplus > 0 && count > 0) {
                blocks.advance(cursor, (int) surplus);
            }
        }
        return count <= 0 ? Collections.emptyList() : read(cursor, count);
    }

    /** A cursor behind the newest line. */
    public synchronized LineCursor end() {
        return next.copy();
    }

    /** A cursor before the oldest line that is left. */
    public synchronized LineCursor oldest() {
        return first.copy();
    }

    /** A cursor before the very first line, so that a reader that begins here also learns how many lines have been dropped. */
    public LineCursor start() {
        return new LineCursor(start);
    }

    /** Reads lines from the cursor on, and moves the cursor behind them. */
    public List<LogLine> read(LineCursor cursor, int most) {
        return read(cursor, most, Long.MAX_VALUE);
    }

    /**
     * Reads lines from the cursor on, until they have {@code enough} bytes, and moves the cursor behind them. Under the lock it
     * only copies bytes, because the thread that appends lines must not wait for a reader.
     */
    public List<LogLine> read(LineCursor cursor, int most, long enough) {
        LineCursor before = cursor.copy();
        try {
            return StoredLines.decode(take(cursor, before, most, enough));
        } catch (OutOfMemoryError e) {
            back(cursor, before);
            throw e;
        }
    }

    private synchronized List<StoredLines> take(LineCursor cursor, LineCursor before, int most, long enough) {
        List<StoredLines> pieces = new ArrayList<>();
        cursor.skipTo(first);
        before.moveTo(cursor);
        long from = cursor.position();
        long number = cursor.sequence();
        while (cursor.sequence() < next.sequence() && cursor.sequence() - number < most
                && cursor.position() - from < enough) {
            int left = most - (int) (cursor.sequence() - number);
            pieces.add(blocks.take(cursor, Math.min(left, blocks.left(cursor))));
        }
        decoded += cursor.sequence() - number;
        trim();
        return pieces;
    }

    /** There was no memory for the lines. The reader can read them again later. */
    private synchronized void back(LineCursor cursor, LineCursor before) {
        cursor.moveTo(before);
    }

    /** The number of lines that have become text. */
    public synchronized long decoded() {
        return decoded;
    }

    /**
     * Excludes the lines of this stream so far from the log. The thread that appends a line which is not for the log holds the
     * lock of the buffer for both calls.
     */
    public synchronized void excludeFromLog(Stream stream) {
        logged.exclude(stream);
    }

    /**
     * The number of lines behind the cursor that are for the log, with those that have been dropped. Moves the cursor to the
     * end if there are none.
     */
    public synchronized long waitingForLog(LineCursor cursor) {
        long waiting = logged.waiting(cursor);
        if (waiting == 0) {
            cursor.moveTo(next);
        }
        return waiting;
    }

    /** Moves the cursor before the newest {@code count} lines for the log. The cursor counts the lines between as lost. */
    public synchronized void skipForLog(LineCursor cursor, long count) {
        logged.skip(cursor, first, count);
    }

    /** Reads lines for the log. The cursor counts the lines that were dropped before as lost. */
    public List<LogLine> readForLog(LineCursor cursor, long most) {
        LineCursor before = cursor.copy();
        try {
            return StoredLines.decode(takeForLog(cursor, before, most));
        } catch (OutOfMemoryError e) {
            back(cursor, before);
            throw e;
        }
    }

    private synchronized List<StoredLines> takeForLog(LineCursor cursor, LineCursor before, long most) {
        List<StoredLines> pieces = new ArrayList<>();
        logged.skipDropped(cursor, first);
        before.moveTo(cursor);
        decoded += logged.take(cursor, most, pieces);
        return pieces;
    }
}
