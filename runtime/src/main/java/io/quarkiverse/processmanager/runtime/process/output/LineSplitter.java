package io.quarkiverse.processmanager.runtime.process.output;

import java.util.Arrays;

/**
 * Splits bytes into lines. A line ends with a line feed, with or without a carriage return before it. After a carriage return
 * alone the line is rewritten, as progress bars do, and only its last state counts. A line that is too long is cut between two
 * characters, and outside of an escape sequence where that is possible. Not safe for use by several threads.
 */
final class LineSplitter {

    /** Receives a line, as bytes that are valid during the call. */
    @FunctionalInterface
    interface Sink {
        void line(byte[] source, int offset, int length);
    }

    private int longest;
    private final Sink sink;
    private byte[] line = new byte[256];
    private int length;
    private boolean returned;
    private boolean rewritten;
    /** The beginning of the line was flushed before its end arrived. */
    private boolean flushed;

    LineSplitter(int longest, Sink sink) {
        this.longest = longest;
        this.sink = sink;
    }

    /** Sets the maximum length of a line, in bytes. */
    void longest(int bytes) {
        longest = bytes;
    }

    void feed(byte[] chunk, int size) {
        int at = 0;
        while (at < size) {
            int end = at;
            while (end < size && chunk[end] != '\n' && chunk[end] != '\r') {
                end++;
            }
            if (end > at) {
                text(chunk, at, end, end < size && chunk[end] == '\n');
            } else if (chunk[at] == '\n') {
                endLine();
            }
            if (end < size && chunk[end] == '\r') {
                returned = true;
            }
            at = end + 1;
        }
    }

    /** Text without a line end; {@code complete} if a line feed follows, which is then part of it. */
    private void text(byte[] chunk, int from, int to, boolean complete) {
        if (returned) {
            length = 0;
            returned = false;
            rewritten = true;
        }
        if (complete && length == 0 && to - from <= longest) {
            sink.line(chunk, from, to - from);
            startLine();
            return;
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
        if (complete) {
            endLine();
        }
    }

    private void hold(byte[] chunk, int from, int count) {
        if (line.length < length + count) {
            line = Arrays.copyOf(line, Math.max(length + count, Math.min(longest, 2 * line.length)));
        }
        System.arraycopy(chunk, from, line, length, count);
        length += count;
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
        sink.line(line, 0, count);
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
            sink.line(line, 0, length);
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
    boolean hasPartial() {
        return length > 0;
    }

    /** Whether the line without an end has been rewritten. */
    boolean isRewritten() {
        return rewritten || returned;
    }

    /** The complete characters and escape sequences of the line without an end. */
    byte[] partial() {
        return Arrays.copyOf(line, completeEnd());
    }

    /**
     * Flushes the complete characters and escape sequences of the line without an end; the bytes that follow start another
     * line.
     */
    void flush() {
        int end = completeEnd();
        if (end > 0) {
            emit(end);
            flushed = true;
        }
    }

    /** Flushes the remaining bytes; no more bytes follow. */
    void end() {
        if (length > 0) {
            emit(length);
        }
    }
}
