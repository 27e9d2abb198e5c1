package io.quarkiverse.processmanager.runtime.process.output.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

import io.quarkiverse.processmanager.LogLine.Stream;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.LogPolicy.Ansi;
import io.quarkiverse.processmanager.runtime.process.output.lines.AnsiEscapes;
import io.quarkiverse.processmanager.runtime.process.output.lines.LineSplitter;
import io.quarkiverse.processmanager.runtime.process.output.lines.LogBuffer;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Brings the lines that a process writes directly to its file into the buffer: as much of the end as the buffer can hold. Not
 * safe for use by several threads.
 */
public final class FileLineReader {

    private static final int CHUNK = 64 * 1024;
    /** After this time without a change of the file, a line without an end counts as a line. */
    private static final long SILENCE_MILLIS = 100;

    private final FileSlice slice;
    private final FileTail tail;
    private final LogBuffer buffer;
    private final long incarnation;
    private final LineSplitter splitter;
    private LogPolicy policy;
    private long changedMillis;

    public FileLineReader(FileSlice slice, FileChannel channel, LogBuffer buffer, long incarnation, LogPolicy policy) {
        this.slice = slice;
        this.tail = new FileTail(channel, slice.from());
        this.buffer = buffer;
        this.incarnation = incarnation;
        this.splitter = new LineSplitter(policy.maxLineBytes(), this::lines);
        this.policy = policy;
    }

    public void policy(LogPolicy changed) {
        policy = changed;
        splitter.longest(changed.maxLineBytes());
    }

    private void lines(byte[] source, int offset, int length, int lines) {
        if (policy.ansi() == Ansi.STRIP) {
            LineSplitter.Sink.each(source, offset, length, this::line);
        } else {
            buffer.append(changedMillis, incarnation, Stream.STDOUT, source, offset, length, lines);
        }
    }

    private void line(byte[] source, int offset, int length) {
        int kept = policy.ansi() == Ansi.STRIP ? AnsiEscapes.strip(source, offset, length) : length;
        buffer.append(changedMillis, incarnation, Stream.STDOUT, source, offset, kept);
    }

    /** Reads the output since the last call. */
    public void catchUp() throws IOException {
        long left = tail.unread();
        if (left == 0 && !splitter.hasPartial()) {
            return;
        }
        changedMillis = changedMillis();
        byte[] chunk = new byte[(int) Math.min(CHUNK, Math.max(1, left))];
        if (left > maxBytes()) {
            left = skip(left - maxBytes(), chunk);
        }
        int size = left == 0 ? 0 : tail.read(chunk, left);
        while (size > 0) {
            splitter.feed(chunk, size);
            left -= size;
            size = left == 0 ? 0 : tail.read(chunk, left);
        }
        if (splitter.hasPartial() && SystemClock.wallMillis() - changedMillis > SILENCE_MILLIS) {
            splitter.flush();
        }
    }

    /**
     * Skips to the first line after the given number of bytes, and adds a line to the buffer with the number of skipped bytes.
     *
     * @return the number of bytes left to read
     */
    private long skip(long bytes, byte[] chunk) throws IOException {
        splitter.end();
        tail.skip(bytes);
        int size = tail.read(chunk, chunk.length);
        int start = 0;
        while (start < size && chunk[start] != '\n') {
            start++;
        }
        // The end of such a long line is not awaited; the rest may begin in the middle of a character.
        start = start == size ? 0 : start + 1;
        byte[] notice = ("... " + (bytes + start) + " bytes are left out here, they are in " + slice.path() + " ...")
                .getBytes(StandardCharsets.UTF_8);
        line(notice, 0, Math.min(notice.length, policy.maxLineBytes()));
        System.arraycopy(chunk, start, chunk, 0, size - start);
        splitter.feed(chunk, size - start);
        return Math.min(tail.unread(), maxBytes());
    }

    /**
     * The number of bytes to read at most. A line takes more room in the buffer than in the file, and lines after the notice of
     * skipped bytes must not be dropped again.
     */
    private long maxBytes() {
        return Math.max(CHUNK, policy.bufferBytes() / 2);
    }

    /** The time of the last change of the file, in ms: the time at which a line was written is unknown, but it is not later. */
    private long changedMillis() {
        try {
            return Files.getLastModifiedTime(slice.path()).toMillis();
        } catch (IOException e) {
            return SystemClock.wallMillis();
        }
    }

    /** No more bytes follow. */
    public void end() {
        splitter.end();
    }
}
