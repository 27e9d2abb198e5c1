package io.quarkiverse.processmanager.runtime.process;

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
 * The end of the output of one process over all its incarnations: a ring of bytes, which become text only when somebody reads
 * them. It grows up to its limit; then the oldest lines make room. Safe for use by several threads.
 * <p>
 * A line is stored as time, incarnation, length with the stream in the highest bit, the bytes, and the length again so that the
 * ring can be read backwards.
 */
final class LogBuffer {

    private static final int HEADER = 8 + 8 + 4;
    private static final int TRAILER = 4;
    private static final int FIRST_SIZE = 4 * 1024;
    private static final int STDERR = 1 << 31;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final String processId;
    private final byte[] scratch = new byte[HEADER];
    private final long start;
    private byte[] ring = new byte[FIRST_SIZE];
    private int limit;
    /** Positions count all bytes that were ever written; the place in the ring is the remainder. */
    private long head;
    private long tail;
    private long firstSequence;
    private long nextSequence;

    /**
     * @param firstSequence the number of the first line
     */
    LogBuffer(String processId, int limit, long firstSequence) {
        this.processId = processId;
        this.limit = limit;
        this.firstSequence = firstSequence;
        this.nextSequence = firstSequence;
        this.start = firstSequence;
    }

    String processId() {
        return processId;
    }

    synchronized void limit(int bytes) {
        limit = bytes;
        if (ring.length > room()) {
            dropUntil(room());
            resize(room());
        }
    }

    private int room() {
        return (int) Math.max(Math.min((long) limit + HEADER + TRAILER, Integer.MAX_VALUE - 8), FIRST_SIZE);
    }

    synchronized void append(long timeMillis, long incarnation, Stream stream, byte[] source, int offset, int length) {
        int needed = HEADER + length + TRAILER;
        // A line can be longer than the limit while both are being changed.
        int room = Math.max(room(), needed);
        if (head - tail + needed > ring.length && ring.length < room) {
            resize((int) Math.min(room, Math.max(2L * ring.length, head - tail + needed)));
        }
        dropUntil(ring.length - needed);
        LONG.set(scratch, 0, timeMillis);
        LONG.set(scratch, 8, incarnation);
        INT.set(scratch, 16, stream == Stream.STDERR ? length | STDERR : length);
        put(scratch, 0, HEADER);
        put(source, offset, length);
        INT.set(scratch, 0, length);
        put(scratch, 0, TRAILER);
        nextSequence++;
    }

    private void dropUntil(long used) {
        while (head - tail > used) {
            tail += HEADER + lengthAt(tail + HEADER - 4) + TRAILER;
            firstSequence++;
        }
    }

    private int lengthAt(long position) {
        int at = (int) (position % ring.length);
        if (at + Integer.BYTES <= ring.length) {
            return (int) INT.get(ring, at) & ~STDERR;
        }
        return (int) INT.get(get(position, Integer.BYTES), 0) & ~STDERR;
    }

    private void put(byte[] source, int offset, int length) {
        int at = (int) (head % ring.length);
        int first = Math.min(length, ring.length - at);
        System.arraycopy(source, offset, ring, at, first);
        System.arraycopy(source, offset + first, ring, 0, length - first);
        head += length;
    }

    private byte[] get(long position, int length) {
        byte[] bytes = new byte[length];
        int at = (int) (position % ring.length);
        int first = Math.min(length, ring.length - at);
        System.arraycopy(ring, at, bytes, 0, first);
        System.arraycopy(ring, 0, bytes, first, length - first);
        return bytes;
    }

    private void resize(int size) {
        byte[] content = get(tail, (int) (head - tail));
        long end = head;
        ring = new byte[size];
        head = tail;
        put(content, 0, content.length);
        head = end;
    }

    /** The last lines, oldest first. */
    List<LogLine> last(int count) {
        Cursor cursor = new Cursor();
        synchronized (this) {
            cursor.position = head;
            cursor.sequence = nextSequence;
            while (cursor.position > tail && nextSequence - cursor.sequence < count) {
                cursor.position -= HEADER + lengthAt(cursor.position - TRAILER) + TRAILER;
                cursor.sequence--;
            }
        }
        return count <= 0 ? Collections.emptyList() : read(cursor, count);
    }

    /** A cursor behind the newest line. */
    synchronized Cursor end() {
        Cursor cursor = new Cursor();
        cursor.position = head;
        cursor.sequence = nextSequence;
        return cursor;
    }

    /** A cursor before the very first line, so that whoever begins here also learns how many lines are gone already. */
    Cursor start() {
        Cursor cursor = new Cursor();
        cursor.sequence = start;
        return cursor;
    }

    /** The lines from the cursor on, which is moved behind them. */
    List<LogLine> read(Cursor cursor, int most) {
        List<Stored> stored = new ArrayList<>();
        synchronized (this) {
            cursor.skipTo(firstSequence, tail);
            while (cursor.position < head && stored.size() < most) {
                stored.add(store(cursor));
            }
        }
        List<LogLine> lines = new ArrayList<>(stored.size());
        for (Stored line : stored) {
            lines.add(line.decode(processId));
        }
        return lines;
    }

    /** Copies the bytes of the lines from the cursor on, each with a line feed, until there are enough of them. */
    synchronized void copy(Cursor cursor, ByteArrayOutputStream target, int enough) {
        cursor.skipTo(firstSequence, tail);
        while (cursor.position < head && target.size() < enough) {
            int length = lengthAt(cursor.position + HEADER - Integer.BYTES);
            int at = (int) ((cursor.position + HEADER) % ring.length);
            int first = Math.min(length, ring.length - at);
            target.write(ring, at, first);
            target.write(ring, 0, length - first);
            target.write('\n');
            cursor.position += HEADER + length + TRAILER;
            cursor.sequence++;
        }
    }

    private Stored store(Cursor cursor) {
        byte[] header = get(cursor.position, HEADER);
        long time = (long) LONG.get(header, 0);
        long incarnation = (long) LONG.get(header, 8);
        int length = (int) INT.get(header, 16);
        byte[] text = get(cursor.position + HEADER, length & ~STDERR);
        cursor.position += HEADER + text.length + TRAILER;
        return new Stored(cursor.sequence++, time, incarnation, length < 0 ? Stream.STDERR : Stream.STDOUT, text);
    }

    private record Stored(long sequence, long time, long incarnation, Stream stream, byte[] text) {

        LogLine decode(String processId) {
            return new LogLine(processId, incarnation, sequence, Instant.ofEpochMilli(time), stream,
                    new String(text, StandardCharsets.UTF_8));
        }
    }

    /** How far a reader has come. For one thread. */
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

        /** How many lines were gone before they could be read, since the last call. */
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
