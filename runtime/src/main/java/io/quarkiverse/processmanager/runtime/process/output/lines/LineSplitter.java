package io.quarkiverse.processmanager.runtime.process.output.lines;

import java.util.Arrays;

/**
 * Splits bytes into lines. A line ends with a line feed, with or without a carriage return before it. After a carriage return
 * alone the line is rewritten, as progress bars do, and only its last state counts. A line that is too long is cut between two
 * characters, and outside of an escape sequence where that is possible. Not safe for use by several threads.
 */
public final class LineSplitter {

    /** Receives successive lines. */
    @FunctionalInterface
    public interface Sink {

        /** Receives lines, each with a line feed at its end, as bytes that are valid during the call and that it may modify. */
        void lines(byte[] source, int offset, int length, int lines);

        /** A sink that receives each line by itself, without the line feed. */
        static Sink ofEach(Line sink) {
            return (source, offset, length, lines) -> each(source, offset, length, sink);
        }

        /** Passes each of the lines, without its line feed. */
        static void each(byte[] source, int offset, int length, Line sink) {
            int at = offset;
            while (at < offset + length) {
                int end = LineScan.lineFeed(source, at, offset + length);
                sink.line(source, at, end - at);
                at = end + 1;
            }
        }
    }

    /** Receives a line, as bytes that are valid during the call. */
    @FunctionalInterface
    public interface Line {
        void line(byte[] source, int offset, int length);
    }

    /** About so many bytes are passed at once. */
    private static final int ENOUGH = 16 * 1024 - 1024;
    /** The array for a line that comes in pieces has this length in the beginning. Most processes write no such line. */
    private static final int SHORT = 128;
    private static final byte[] NONE = new byte[0];

    private int longest;
    private final Sink sink;
    private byte[] line = NONE;
    private int length;
    private boolean returned;
    private boolean rewritten;
    /** The beginning of the line was flushed before its end arrived. */
    private boolean flushed;

    public LineSplitter(int longest, Sink sink) {
        this.longest = longest;
        this.sink = sink;
    }

    /** Sets the maximum length of a line, in bytes. */
    public void longest(int bytes) {
        longest = bytes;
    }

    /** Splits bytes, which the sink may modify. */
    public void feed(byte[] chunk, int size) {
        int at = 0;
        while (at < size) {
            at = length == 0 && !returned ? complete(chunk, at, size) : at;
            if (at < size) {
                at = rest(chunk, at, size);
            }
        }
    }

    /** Passes the lines that are complete and need no change, as they are. Returns the position behind them. */
    private int complete(byte[] chunk, int from, int size) {
        int at = from;
        LineScan.Run run = LineScan.run(chunk, at, size, longest, ENOUGH);
        while (run.lines() > 0) {
            // The end of a line that was flushed is not a line of its own.
            int skipped = flushed && chunk[at] == '\n' ? 1 : 0;
            if (run.lines() > skipped) {
                sink.lines(chunk, at + skipped, run.end() - at - skipped, run.lines() - skipped);
            }
            startLine();
            at = run.end();
            run = LineScan.run(chunk, at, size, longest, ENOUGH);
        }
        return at;
    }

    /** Handles the bytes up to the next line feed or carriage return. Returns the position behind them. */
    private int rest(byte[] chunk, int from, int size) {
        int end = LineScan.end(chunk, from, size);
        if (end > from) {
            text(chunk, from, end);
        }
        if (end < size && chunk[end] == '\n') {
            endLine();
        } else if (end < size) {
            returned = true;
        }
        return end + 1;
    }

    /** Text without a line end. */
    private void text(byte[] chunk, int from, int to) {
        if (returned) {
            length = 0;
            returned = false;
            rewritten = true;
        }
        int at = from;
        while (at < to) {
            while (length >= longest) {
                cut();
            }
            int part = Math.min(to - at, longest - length);
            hold(chunk, at, part);
            at += part;
        }
    }

    private void hold(byte[] chunk, int from, int count) {
        makeRoom(length + count);
        System.arraycopy(chunk, from, line, length, count);
        length += count;
    }

    /** Makes room for so many bytes and the line feed. */
    private void makeRoom(int bytes) {
        if (line.length <= bytes) {
            int most = Math.max(SHORT, Math.min(longest, 2 * line.length));
            line = Arrays.copyOf(line, Math.max(bytes, most) + 1);
        }
    }

    private void cut() {
        int end = completeEnd();
        if (end == 0) {
            end = lastCharacterEnd();
        }
        emit(end == 0 ? length : end);
    }

    /** The length without a character or an escape sequence that is not complete yet. */
    private int completeEnd() {
        return length == 0 ? 0 : Math.min(lastCharacterEnd(), AnsiEscapes.unfinished(line, length));
    }

    private void emit(int count) {
        makeRoom(count);
        byte following = line[count];
        line[count] = '\n';
        sink.lines(line, 0, count + 1, 1);
        line[count] = following;
        System.arraycopy(line, count, line, 0, length - count);
        length -= count;
    }

    /** The length without a character that is not complete yet; it has at most three bytes after its first. */
    private int lastCharacterEnd() {
        int start = length - 1;
        while (start > 0 && start > length - 4 && (line[start] & 0xc0) == 0x80) {
            start--;
        }
        boolean incomplete = (line[start] & 0xc0) == 0xc0 && start + characterLength(line[start]) > length;
        return incomplete ? start : length;
    }

    private static int characterLength(byte first) {
        return (first & 0xf0) == 0xf0 ? 4 : (first & 0xe0) == 0xe0 ? 3 : 2;
    }

    private void endLine() {
        if (length > 0 || !flushed) {
            emit(length);
        }
        startLine();
    }

    private void startLine() {
        length = 0;
        returned = false;
        rewritten = false;
        flushed = false;
    }

    /** Whether there is a line without an end. */
    public boolean hasPartial() {
        return length > 0;
    }

    /** Whether the line without an end has been rewritten. */
    public boolean isRewritten() {
        return rewritten || returned;
    }

    /** The complete characters and escape sequences of the line without an end. */
    public byte[] partial() {
        return Arrays.copyOf(line, completeEnd());
    }

    /**
     * Flushes the complete characters and escape sequences of the line without an end; the bytes that follow start another
     * line.
     */
    public void flush() {
        int end = completeEnd();
        if (end > 0) {
            emit(end);
            flushed = true;
        }
    }

    /** Forgets the line without an end. */
    public void skip() {
        startLine();
    }

    /** Flushes the remaining bytes; no more bytes follow. */
    public void end() {
        if (length > 0) {
            emit(length);
        }
    }
}
