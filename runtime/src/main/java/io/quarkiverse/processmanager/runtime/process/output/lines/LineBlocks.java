package io.quarkiverse.processmanager.runtime.process.output.lines;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

import io.quarkiverse.processmanager.LogLine.Stream;

/**
 * The lines of a {@link LogBuffer}, in blocks: lines that were read together share one header with their time, incarnation and
 * stream. A block is a header, the bytes of its lines with a line feed behind each, and the number of these bytes again, so that
 * the blocks can be read backwards. Adding lines copies bytes and does nothing for a single line. Not safe for use by several
 * threads.
 */
final class LineBlocks {

    /** The bytes of a block beside its lines. */
    static final int OVERHEAD = LineBlocks.HEADER + LineBlocks.TRAILER;

    /** The time, the incarnation as 32 bits, the number of bytes with the stream, and the number of lines. */
    private static final int HEADER = 8 + 4 + 4 + 4;
    private static final int INCARNATION = 8;
    private static final int LENGTH = 12;
    private static final int LINES = 16;
    private static final int TRAILER = 4;
    /** This bit of the length marks lines of standard error. */
    private static final int STDERR = 1 << 31;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final String processId;
    private final ByteRing ring = new ByteRing();
    private final byte[] scratch = new byte[HEADER];
    /** The place behind the last line. */
    private final LineCursor next;

    LineBlocks(String processId, long firstSequence) {
        this.processId = processId;
        this.next = new LineCursor(firstSequence);
    }

    /** The place behind the last line. Only this object changes the cursor. */
    LineCursor next() {
        return next;
    }

    /** Adds lines, each with a line feed at its end. */
    void add(long timeMillis, long incarnation, Stream stream, byte[] source, int offset, int length, int lines) {
        long begin = ring.head();
        try {
            header(timeMillis, incarnation, stream, length, lines);
            ring.put(source, offset, length);
            trailer(length);
        } catch (RuntimeException | Error e) {
            // Half a block would make all later blocks unreadable.
            ring.cut(begin);
            throw e;
        }
        next.leave(ring.head(), lines, stream == Stream.STDERR);
    }

    /** Adds a line without a line feed. */
    void add(long timeMillis, long incarnation, Stream stream, byte[] source, int offset, int length) {
        byte[] line = Arrays.copyOfRange(source, offset, offset + length + 1);
        line[length] = '\n';
        add(timeMillis, incarnation, stream, line, 0, length + 1, 1);
    }

    private void header(long timeMillis, long incarnation, Stream stream, int length, int lines) {
        LONG.set(scratch, 0, timeMillis);
        INT.set(scratch, INCARNATION, (int) incarnation);
        INT.set(scratch, LENGTH, stream == Stream.STDERR ? length | STDERR : length);
        INT.set(scratch, LINES, lines);
        ring.put(scratch, 0, HEADER);
    }

    private void trailer(int length) {
        INT.set(scratch, 0, length);
        ring.put(scratch, 0, TRAILER);
    }

    /** Drops the blocks before the one of this line. */
    void drop(LineCursor before) {
        ring.drop(before.block());
    }

    /** Whether the line behind the cursor comes from standard error. */
    boolean isError(LineCursor cursor) {
        return lengthAndStream(cursor.block()) < 0;
    }

    private int lengthAndStream(long block) {
        return ring.getInt(block + LENGTH);
    }

    /** The position behind the block of the cursor. */
    long end(LineCursor cursor) {
        return cursor.block() + OVERHEAD + (lengthAndStream(cursor.block()) & ~STDERR);
    }

    /** The number of lines behind the cursor in its block. */
    int left(LineCursor cursor) {
        return ring.getInt(cursor.block() + LINES) - cursor.linesBefore();
    }

    /** Moves the cursor over lines of its block. */
    void advance(LineCursor cursor, int lines) {
        if (lines == left(cursor)) {
            cursor.leave(end(cursor), lines, isError(cursor));
            return;
        }
        long position = Math.max(cursor.position(), cursor.block() + HEADER);
        for (int i = 0; i < lines; i++) {
            position = ring.indexOf((byte) '\n', position) + 1;
        }
        cursor.advance(position, lines, isError(cursor));
    }

    /** Moves the cursor to the beginning of its block, or from there to the beginning of the block before. */
    void retreat(LineCursor cursor) {
        if (cursor.linesBefore() > 0) {
            cursor.toBegin(isError(cursor));
            return;
        }
        long block = cursor.block() - OVERHEAD - ring.getInt(cursor.block() - TRAILER);
        cursor.enter(block, ring.getInt(block + LINES), lengthAndStream(block) < 0);
    }

    /** Copies lines of the block of the cursor, and moves the cursor behind them. */
    StoredLines take(LineCursor cursor, int lines) {
        long block = cursor.block();
        long sequence = cursor.sequence();
        boolean error = isError(cursor);
        long from = Math.max(cursor.position(), block + HEADER);
        advance(cursor, lines);
        long to = cursor.block() == block ? cursor.position() : cursor.block() - TRAILER;
        byte[] header = ring.get(block, HEADER);
        return new StoredLines(processId, sequence, (long) LONG.get(header, 0),
                Integer.toUnsignedLong((int) INT.get(header, INCARNATION)),
                error ? Stream.STDERR : Stream.STDOUT, ring.get(from, (int) (to - from)));
    }
}
