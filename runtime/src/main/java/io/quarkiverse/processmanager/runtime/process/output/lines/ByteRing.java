package io.quarkiverse.processmanager.runtime.process.output.lines;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A queue of bytes. Positions count all bytes ever added. The queue consists of small pieces, so that it grows without copying
 * and has no more pieces than it needs; a queue with few bytes has one short piece. Not safe for use by several threads.
 */
final class ByteRing {

    private static final int PIECE_BITS = 14;
    private static final int PIECE = 1 << PIECE_BITS;
    private static final int IN_PIECE = PIECE - 1;
    /** The length of the first piece in the beginning. Most processes that are idle have written little. */
    private static final int SHORT = 512;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** Piece number n is at index n modulo the length of the array, which is a power of two. */
    private byte[][] pieces = new byte[2][];
    /** Pieces that are not needed at the moment and are reused, because head and tail do not move in step. */
    private final byte[][] spares = new byte[2][];
    private int spareCount;
    private long head;
    private long tail;

    /** The position behind the last byte. */
    long head() {
        return head;
    }

    /** The position of the first byte. */
    long tail() {
        return tail;
    }

    void put(byte[] source, int offset, int length) {
        makeRoom(length);
        int done = 0;
        while (done < length) {
            int at = (int) head & IN_PIECE;
            if (at == 0) {
                begin(head >>> PIECE_BITS);
            }
            int part = Math.min(length - done, PIECE - at);
            System.arraycopy(source, offset + done, newest(at + part), at, part);
            head += part;
            done += part;
        }
    }

    /** The piece that the next byte goes into, with at least this length. */
    private byte[] newest(int length) {
        byte[] newest = piece(head);
        if (newest.length >= length) {
            return newest;
        }
        byte[] longer = Arrays.copyOf(newest, Math.min(PIECE, Math.max(length, 2 * newest.length)));
        pieces[(int) (head >>> PIECE_BITS) & pieces.length - 1] = longer;
        return longer;
    }

    private byte[] piece(long position) {
        return pieces[(int) (position >>> PIECE_BITS) & pieces.length - 1];
    }

    private void begin(long number) {
        pieces[(int) number & pieces.length - 1] = spareCount > 0 ? spares[--spareCount]
                : new byte[number == 0 ? SHORT : PIECE];
    }

    private void makeRoom(int more) {
        long needed = (head + more >>> PIECE_BITS) - (tail >>> PIECE_BITS) + 1;
        if (needed <= pieces.length) {
            return;
        }
        byte[][] larger = new byte[2 * Integer.highestOneBit((int) needed)][];
        for (long number = tail >>> PIECE_BITS; number << PIECE_BITS < head; number++) {
            larger[(int) number & larger.length - 1] = pieces[(int) number & pieces.length - 1];
        }
        pieces = larger;
    }

    /** Drops everything behind a position that was the head before. */
    void cut(long position) {
        head = position;
    }

    /** Drops everything before a position. */
    void drop(long position) {
        for (long number = tail >>> PIECE_BITS; number < position >>> PIECE_BITS; number++) {
            int index = (int) number & pieces.length - 1;
            if (spareCount < spares.length) {
                spares[spareCount++] = pieces[index];
            }
            pieces[index] = null;
        }
        tail = position;
    }

    byte[] get(long position, int length) {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            int at = (int) (position + done) & IN_PIECE;
            int part = Math.min(length - done, PIECE - at);
            System.arraycopy(piece(position + done), at, bytes, done, part);
            done += part;
        }
        return bytes;
    }

    int getInt(long position) {
        int at = (int) position & IN_PIECE;
        if (at + Integer.BYTES <= PIECE) {
            return (int) INT.get(piece(position), at);
        }
        return (int) INT.get(get(position, Integer.BYTES), 0);
    }

    /** The position of the first byte of this value, which must be there. */
    long indexOf(byte value, long position) {
        long from = position;
        while (from < head) {
            int at = (int) from & IN_PIECE;
            int end = (int) Math.min(PIECE, at + head - from);
            int found = LineScan.indexOf(value, piece(from), at, end);
            if (found < end) {
                return from + found - at;
            }
            from += end - at;
        }
        throw new IllegalArgumentException("no byte " + value + " behind position " + position);
    }
}
