package io.quarkiverse.processmanager.runtime.process.output.lines;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the ends of lines, eight bytes at a time. This is the one loop over all bytes of output, so it decides how fast output
 * is read. Each method is short and is called often, so that the JIT compiles it early. Pure functions.
 */
public final class LineScan {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW = 0x7f7f7f7f7f7f7f7fL;
    private static final long LINE_FEEDS = 0x0101010101010101L * '\n';
    private static final long RETURNS = 0x0101010101010101L * '\r';

    private LineScan() {
    }

    /**
     * Successive complete lines without a carriage return.
     *
     * @param end the position behind the line feed of the last line; the beginning if there is no such line
     * @param lines the number of lines
     */
    record Run(int end, int lines) {
    }

    /**
     * The longest run of lines from a position on that has about {@code enough} bytes at most, or one longer line.
     *
     * @param longest the most bytes of a line; a longer line ends the run
     */
    public static Run run(byte[] bytes, int from, int to, int longest, int enough) {
        int last = (int) Math.min(to, (long) from + enough);
        int start = from;
        int lines = 0;
        for (int at = from; at < to && (at < last || start == from); at += Long.BYTES) {
            if (at + Long.BYTES > to || zeros((long) LONG.get(bytes, at) ^ RETURNS) != 0) {
                return runByBytes(bytes, start, at, to, longest, lines);
            }
            long feeds = zeros((long) LONG.get(bytes, at) ^ LINE_FEEDS);
            while (feeds != 0) {
                int feed = at + (Long.numberOfTrailingZeros(feeds) >>> 3);
                if (feed - start > longest) {
                    return new Run(start, lines);
                }
                start = feed + 1;
                lines++;
                feeds &= feeds - 1;
            }
        }
        return new Run(start, lines);
    }

    /** The rest of a run, up to a carriage return or the end of the bytes, for less than about 16 bytes. */
    private static Run runByBytes(byte[] bytes, int begin, int from, int to, int longest, int before) {
        int start = begin;
        int lines = before;
        for (int at = from; at < to && bytes[at] != '\r' && at - start <= longest; at++) {
            if (bytes[at] == '\n') {
                start = at + 1;
                lines++;
            }
        }
        return new Run(start, lines);
    }

    /** The position of the first line feed or carriage return; {@code to} if there is none. */
    public static int end(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long word = (long) LONG.get(bytes, at);
            long found = zeros(word ^ LINE_FEEDS) | zeros(word ^ RETURNS);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    /** The position of the first line feed; {@code to} if there is none. */
    static int lineFeed(byte[] bytes, int from, int to) {
        return indexOf((byte) '\n', bytes, from, to);
    }

    /** The position of the first byte of this value; {@code to} if there is none. */
    public static int indexOf(byte value, byte[] bytes, int from, int to) {
        long values = 0x0101010101010101L * (value & 0xff);
        int at = from;
        while (at + Long.BYTES <= to) {
            long found = zeros((long) LONG.get(bytes, at) ^ values);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < to && bytes[at] != value) {
            at++;
        }
        return at;
    }

    /** The highest bit of each byte that is zero. */
    private static long zeros(long word) {
        return ~((word & LOW) + LOW | word | LOW);
    }
}
