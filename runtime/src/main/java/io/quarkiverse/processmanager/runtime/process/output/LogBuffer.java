package io.quarkiverse.processmanager.runtime.process.output;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogLine.Stream;

/**
 * The last lines of output of one process: a ring of bytes, which become text only when they are read. It grows up to its
 * limit; then the oldest lines are dropped. Safe for use by several threads.
 * <p>
 * A line is stored as time, incarnation, length with the stream in the highest bit, the bytes, and the length again so that the
 * ring can be read backwards.
 */
final class LogBuffer {

    private static final int HEADER = 8 + 8 + 4;
    private static final int TRAILER = 4;
    private static final int STDERR = 1 << 31;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final String processId;
    private final long start;
    private final byte[] scratch = new byte[HEADER];
    private final ByteRing ring = new ByteRing();
    private int limit;
    private long firstSequence;
    private long nextSequence;

    /**
     * @param limit the number of bytes that the lines may take
     * @param firstSequence the number of the first line
     */
    LogBuffer(String processId, int limit, long firstSequence) {
        this.processId = processId;
        this.limit = limit;
        this.start = firstSequence;
        this.firstSequence = firstSequence;
        this.nextSequence = firstSequence;
    }

    String processId() {
        return processId;
    }

    synchronized void limit(int bytes) {
        limit = bytes;
        dropUntil(room());
    }

    private long room() {
        return (long) limit + HEADER + TRAILER;
    }

    synchronized void append(long timeMillis, long incarnation, Stream stream, byte[] source, int offset, int length) {
        // A line can be longer than the limit while both settings are being changed; then it is the only line.
        dropUntil(Math.max(0, room() - (HEADER + length + TRAILER)));
        LONG.set(scratch, 0, timeMillis);
        LONG.set(scratch, 8, incarnation);
        INT.set(scratch, 16, stream == Stream.STDERR ? length | STDERR : length);
        ring.put(scratch, 0, HEADER);
        ring.put(source, offset, length);
        INT.set(scratch, 0, length);
        ring.put(scratch, 0, TRAILER);
        nextSequence++;
    }

    private void dropUntil(long used) {
        while (ring.head() - ring.tail() > used) {
            ring.drop(ring.tail() + HEADER + lengthAt(ring.tail() + HEADER - Integer.BYTES) + TRAILER);
            firstSequence++;
        }
    }

    private int lengthAt(long position) {
        return ring.getInt(position) & ~STDERR;
    }

    /** The last lines, oldest first. */
    List<LogLine> last(int count) {
        Cursor cursor = new Cursor();
        synchronized (this) {
            cursor.position = ring.head();
            cursor.sequence = nextSequence;
            while (cursor.position > ring.tail() && nextSequence - cursor.sequence < count) {
                cursor.position -= HEADER + lengthAt(cursor.position - TRAILER) + TRAILER;
                cursor.sequence--;
            }
        }
        return count <= 0 ? Collections.emptyList() : read(cursor, count);
    }

    /** A cursor behind the newest line. */
    synchronized Cursor end() {
        Cursor cursor = new Cursor();
        cursor.position = ring.head();
        cursor.sequence = nextSequence;
        return cursor;
    }

    /** A cursor before the oldest line that is left. */
    synchronized Cursor oldest() {
        Cursor cursor = new Cursor();
        cursor.position = ring.tail();
        cursor.sequence = firstSequence;
        return cursor;
    }

    /** A cursor before the very first line, so that a reader that begins here also learns how many lines have been dropped. */
    Cursor start() {
        Cursor cursor = new Cursor();
        cursor.sequence = start;
        return cursor;
    }

    /** Reads lines from the cursor on, and moves the cursor behind them. */
    List<LogLine> read(Cursor cursor, int most) {
        List<Stored> stored = new ArrayList<>();
        synchronized (this) {
            cursor.skipTo(firstSequence, ring.tail());
            while (cursor.position < ring.head() && stored.size() < most) {
                stored.add(store(cursor));
            }
        }
        List<LogLine> lines = new ArrayList<>(stored.size());
        for (Stored line : stored) {
            lines.add(line.decode(processId));
        }
        return lines;
    }

    /**
     * Copies the bytes of lines from the cursor on, each with a line feed, until the target holds at least {@code enough}
     * bytes.
     */
    synchronized void copy(Cursor cursor, ByteArrayOutputStream target, int enough) {
        cursor.skipTo(firstSequence, ring.tail());
        while (cursor.position < ring.head() && target.size() < enough) {
            int length = lengthAt(cursor.position + HEADER - Integer.BYTES);
            ring.copy(cursor.position + HEADER, length, target);
            target.write('\n');
            cursor.position += HEADER + length + TRAILER;
            cursor.sequence++;
        }
    }

    private Stored store(Cursor cursor) {
        byte[] header = ring.get(cursor.position, HEADER);
        long time = (long) LONG.get(header, 0);
        long incarnation = (long) LONG.get(header, 8);
        int length = (int) INT.get(header, 16);
        byte[] text = ring.get(cursor.position + HEADER, length & ~STDERR);
        cursor.position += HEADER + text.length + TRAILER;
        return new Stored(cursor.sequence++, time, incarnation, length < 0 ? Stream.STDERR : Stream.STDOUT, text);
    }

    private record Stored(long sequence, long time, long incarnation, Stream stream, byte[] text) {

        LogLine decode(String processId) {
            return new LogLine(processId, incarnation, sequence, Instant.ofEpochMilli(time), stream,
                    new String(text, StandardCharsets.UTF_8));
        }
    }

    /** The read position of one reader. For one thread. */
    static final class Cursor {

        private long position;
        private long sequence;
        private long dropped;

        private void skipTo(long firstSequence, long tail) {
            if (sequence < firstSequence) {
                dropped += firstSequence - sequence;
                sequence = firstSequence;
                position = tail;
            }
        }

        /** The number of lines that were dropped before the reader read them, since the last call. */
        long takeDropped() {
            long count = dropped;
            dropped = 0;
            return count;
        }

        Cursor copy() {
            Cursor copy = new Cursor();
            copy.position = position;
            copy.sequence = sequence;
            return copy;
        }

        /** The number of the next line. */
        long sequence() {
            return sequence;
        }
    }
}
