package io.quarkiverse.processmanager.runtime.process.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

import io.quarkiverse.processmanager.LogLine.Stream;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.LogPolicy.Ansi;

/**
 * Brings what a process writes into its file by itself into the buffer: as much of the end as the buffer can hold. Not safe for
 * use by several threads.
 */
final class FileLineReader {

    private static final int CHUNK = 64 * 1024;
    /** A line without an end counts as a line after that time without a change of the file. */
    private static final long SILENCE_MILLIS = 100;

    private final FileSlice slice;
    private final FileTail tail;
    private final LogBuffer buffer;
    private final long incarnation;
    private final LineSplitter splitter;
    private LogPolicy policy;
    private long changedMillis;

    FileLineReader(FileSlice slice, FileChannel channel, LogBuffer buffer, long incarnation, LogPolicy policy) {
        this.slice = slice;
        this.tail = new FileTail(channel, slice.from());
        this.buffer = buffer;
        this.incarnation = incarnation;
        this.splitter = new LineSplitter(policy.maxLineBytes(), this::line);
        this.policy = policy;
    }

    void policy(LogPolicy changed) {
        policy = changed;
        splitter.longest(changed.maxLineBytes());
    }

    private void line(byte[] source, int offset, int length) {
        int kept = policy.ansi() == Ansi.STRIP ? AnsiEscapes.strip(source, offset, length) : length;
        buffer.append(changedMillis, incarnation, Stream.STDOUT, source, offset, kept);
    }

    /** Reads what has been written since the last time. */
    void catchUp() throws IOException {
        long left = tail.unread();
        if (left == 0 && !splitter.hasPartial()) {
            return;
        }
        changedMillis = changedMillis();
        byte[] chunk = new byte[(int) Math.min(CHUNK, Math.max(1, left))];
        if (left > most()) {
            left = skip(left - most(), chunk);
        }
        int size = left == 0 ? 0 : tail.read(chunk, left);
        while (size > 0) {
            splitter.feed(chunk, size);
            left -= size;
            size = left == 0 ? 0 : tail.read(chunk, left);
        }
        if (splitter.hasPartial() && System.currentTimeMillis() - changedMillis > SILENCE_MILLIS) {
            splitter.flush();
        }
    }

    /** Goes to the first line after so many bytes, and says in the buffer how much is left out; returns what is to be read. */
    private long skip(long bytes, byte[] chunk) throws IOException {
        splitter.end();
        tail.skip(bytes);
        int size = tail.read(chunk, chunk.length);
        int start = 0;
        while (start < size && chunk[start] != '\n') {
            start++;
        }
        // A line that long is not waited for; it may begin in the middle of a character.
        start = start == size ? 0 : start + 1;
        byte[] notice = ("... " + (bytes + start) + " bytes are left out here, they are in " + slice.path() + " ...")
                .getBytes(StandardCharsets.UTF_8);
        line(notice, 0, Math.min(notice.length, policy.maxLineBytes()));
        System.arraycopy(chunk, start, chunk, 0, size - start);
        splitter.feed(chunk, size - start);
        return Math.min(tail.unread(), most());
    }

    /** Every line takes some more room in the buffer than in the file; what is said to be left out should not be lost again. */
    private long most() {
        return Math.max(CHUNK, policy.bufferBytes() / 2);
    }

    /** Nobody knows when a line was written; it was not after that time. */
    private long changedMillis() {
        try {
            return Files.getLastModifiedTime(slice.path()).toMillis();
        } catch (IOException e) {
            return System.currentTimeMillis();
        }
    }

    /** Nothing follows. */
    void end() {
        splitter.end();
    }
}
