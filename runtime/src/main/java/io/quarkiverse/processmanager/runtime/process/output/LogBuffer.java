package io.quarkiverse.processmanager.runtime.process.output;

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
final class LogBuffer {

    private static final int HEADER = StoredLines.HEADER;
    private static final int TRAILER = StoredLines.TRAILER;
    private static final int STDERR = StoredLines.STDERR;
    /** How many bytes are copied at once. */
    private static final int PIECE = 1 << 20;

    private final String processId;
    private final long start;
    private final byte[] scratch = new byte[HEADER];
    private final ByteRing ring = new ByteRing();
    private final Retention retention;
    /** The first line that is left, and the line that comes next. */
    private final LineCursor first;
    private final LineCursor next;
    /** The lines before this one do not go to the log, each stream by itself. */
    private long unloggedErrors;
    private long unloggedOthers;
    private int limit;
    private long decoded;

    /**
     * @param limit the number of bytes that the lines may take
     * @param firstSequence the number of the first line
     */
    LogBuffer(String processId, int limit, long firstSequence, Backlog backlog) {
        this.processId = processId;
        this.limit = limit;
        this.start = firstSequence;
        this.retention = new Retention(backlog);
        this.first = new LineCursor(0, firstSequence, 0);
        this.next = first.copy();
    }

    String processId() {
        return processId;
    }

    synchronized void limit(int bytes) {
        limit = bytes;
        dropFor(0);
    }

    private long room() {
        return (long) limit + HEADER + TRAILER;
    }

    synchronized void append(long timeMillis, long incarnation, Stream stream, byte[] source, int offset, int length) {
        int size = HEADER + length + TRAILER;
        dropFor(size);
        StoredLines.header(scratch, timeMillis, incarnation, stream == Stream.STDERR ? length | STDERR : length);
        ring.put(scratch, 0, HEADER);
        ring.put(source, offset, length);
        StoredLines.trailer(scratch, length);
        ring.put(scratch, 0, TRAILER);
        next.advance(size, stream == Stream.STDERR);
    }

    /** Drops the oldest lines that no longer fit. A line can be longer than the limit while both settings change. */
    private void dropFor(int more) {
        while (next.position() > first.position()) {
            long excess = next.position() - first.position() + more - room();
            if (excess <= 0 || retention.holds(first, excess)) {
                return;
            }
            int header = headerAt(first.position());
            first.advance(size(header), header < 0);
            ring.drop(first.position());
        }
    }

    /** Drops the lines that were kept only for subscribers and have been read. */
    private void trim() {
        if (!retention.isEmpty()) {
            dropFor(0);
            retention.settle(next.position() - first.position() - room());
        }
    }

    /** Keeps lines that this reader has not read yet, as long as there is memory, until {@link #release}. */
    synchronized void retain(LineCursor reader) {
        retention.add(reader);
    }

    synchronized void release(LineCursor reader) {
        retention.remove(reader);
        trim();
    }

    /** The length of the line at this position, negative for the standard error. */
    private int headerAt(long position) {
        return ring.getInt(position + HEADER - Integer.BYTES);
    }

    private static int size(int header) {
        return HEADER + (header & ~STDERR) + TRAILER;
    }

    /** The last lines, oldest first. */
    List<LogLine> last(int count) {
        LineCursor cursor;
        synchronized (this) {
            cursor = next.copy();
            while (cursor.position() > first.position() && next.sequence() - cursor.sequence() < count) {
                retreat(cursor);
            }
        }
        return count <= 0 ? Collections.emptyList() : read(cursor, count);
    }

    private void retreat(LineCursor cursor) {
        int size = HEADER + ring.getInt(cursor.position() - TRAILER) + TRAILER;
        cursor.retreat(size, headerAt(cursor.position() - size) < 0);
    }

    /** A cursor behind the newest line. */
    synchronized LineCursor end() {
        return next.copy();
    }

    /** A cursor before the oldest line that is left. */
    synchronized LineCursor oldest() {
        return first.copy();
    }

    /** A cursor before the very first line, so that a reader that begins here also learns how many lines have been dropped. */
    LineCursor start() {
        return new LineCursor(0, start, 0);
    }

    /** Reads lines from the cursor on, and moves the cursor behind them. */
    List<LogLine> read(LineCursor cursor, int most) {
        return read(cursor, most, Long.MAX_VALUE);
    }

    /**
     * Reads lines from the cursor on, until they have {@code enough} bytes, and moves the cursor behind them. Under the lock it
     * only copies bytes, because the thread that appends lines must not wait for a reader.
     */
    List<LogLine> read(LineCursor cursor, int most, long enough) {
        List<StoredLines> pieces = new ArrayList<>();
        synchronized (this) {
            cursor.skipTo(first);
            long from = cursor.position();
            long number = cursor.sequence();
            while (cursor.position() < next.position() && cursor.sequence() - number < most
                    && cursor.position() - from < enough) {
                pieces.add(piece(cursor, most - (int) (cursor.sequence() - number), Math.min(PIECE, enough)));
            }
            decoded += cursor.sequence() - number;
            trim();
        }
        return StoredLines.decode(pieces);
    }

    private StoredLines piece(LineCursor cursor, int most, long enough) {
        long from = cursor.position();
        long number = cursor.sequence();
        while (cursor.position() < next.position() && cursor.sequence() - number < most
                && cursor.position() - from < enough) {
            int header = headerAt(cursor.position());
            cursor.advance(size(header), header < 0);
        }
        return new StoredLines(processId, number, ring.get(from, (int) (cursor.position() - from)));
    }

    /** The number of lines that have become text. */
    synchronized long decoded() {
        return decoded;
    }

    /**
     * Excludes the lines of this stream so far from the log. The thread that appends a line which is not for the log holds the
     * lock of the buffer for both calls.
     */
    synchronized void excludeFromLog(Stream stream) {
        if (stream == Stream.STDERR) {
            unloggedErrors = next.before(true);
        } else {
            unloggedOthers = next.before(false);
        }
    }

    /**
     * The number of lines behind the cursor that are for the log, with those that have been dropped. Moves the cursor to the
     * end if there are none.
     */
    synchronized long waitingForLog(LineCursor cursor) {
        long waiting = forLog(cursor);
        if (waiting == 0) {
            cursor.moveTo(next);
        }
        return waiting;
    }

    private long forLog(LineCursor cursor) {
        return next.before(true) - Math.max(cursor.before(true), unloggedErrors)
                + next.before(false) - Math.max(cursor.before(false), unloggedOthers);
    }

    /** Moves the cursor before the newest {@code count} lines for the log. The cursor counts the lines between as lost. */
    synchronized void skipForLog(LineCursor cursor, long count) {
        long before = forLog(cursor);
        cursor.skipTo(first);
        LineCursor at = next.copy();
        long kept = 0;
        while (at.sequence() > cursor.sequence() && kept < count) {
            retreat(at);
            kept += isForLog(at) ? 1 : 0;
        }
        cursor.moveTo(at);
        cursor.lose(before - forLog(cursor));
    }

    /** Whether the line behind the cursor is for the log. */
    private boolean isForLog(LineCursor cursor) {
        return headerAt(cursor.position()) < 0 ? cursor.before(true) >= unloggedErrors
                : cursor.before(false) >= unloggedOthers;
    }

    /** Reads lines for the log. The cursor counts the lines that were dropped before as lost. */
    List<LogLine> readForLog(LineCursor cursor, long most) {
        List<StoredLines> lines = new ArrayList<>();
        synchronized (this) {
            long before = forLog(cursor);
            cursor.skipTo(first);
            cursor.lose(before - forLog(cursor));
            while (cursor.position() < next.position() && lines.size() < most) {
                int header = headerAt(cursor.position());
                if (isForLog(cursor)) {
                    lines.add(new StoredLines(processId, cursor.sequence(), ring.get(cursor.position(), size(header))));
                }
                cursor.advance(size(header), header < 0);
            }
            decoded += lines.size();
        }
        return StoredLines.decode(lines);
    }
}
