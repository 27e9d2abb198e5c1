package io.quarkiverse.processmanager.runtime.process;

import java.nio.ByteBuffer;
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

    private final String processId;
    private final byte[] scratch = new byte[HEADER];
    private byte[] ring = new byte[FIRST_SIZE];
    private int limit;
    /** Positions count all bytes that were ever written; the place in the ring is the remainder. */
    private long head;
    private long tail;
    private long firstSequence = 1;
    private long nextSequence = 1;

    LogBuffer(String processId, int limit) {
        this.processId = processId;
        this.limit = limit;
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
        return Math.max(limit + HEADER + TRAILER, FIRST_SIZE);
    }

    synchronized void append(Instant time, long incarnation, Stream stream, byte[] source, int offset, int length) {
        int needed = HEADER + length + TRAILER;
        if (head - tail + needed > ring.length && ring.length < room()) {
            resize((int) Math.min(room(), Math.max(2L * ring.length, head - tail + needed)));
        }
        dropUntil(ring.length - needed);
        ByteBuffer.wrap(scratch).putLong(time.toEpochMilli()).putLong(incarnation)
                .putInt(stream == Stream.STDERR ? length | STDERR : length);
        put(scratch, 0, HEADER);
        put(source, offset, length);
        ByteBuffer.wrap(scratch).putInt(length);
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
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | ring[(int) ((position + i) % ring.length)] & 0xff;
        }
        return value & ~STDERR;
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
    static Cursor start() {
        Cursor cursor = new Cursor();
        cursor.sequence = 1;
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

    private Stored store(Cursor cursor) {
        ByteBuffer header = ByteBuffer.wrap(get(cursor.position, HEADER));
        long time = header.getLong();
        long incarnation = header.getLong();
        int length = header.getInt();
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
