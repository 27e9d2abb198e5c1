package io.quarkiverse.processmanager.runtime.process.output.file;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

import io.quarkiverse.processmanager.LogFile;

/** Complete lines for one log file, as bytes with a line feed behind each. Not safe for use by several threads. */
final class LineBatch {

    /** A larger array is not kept for later lines. */
    private static final int KEPT = 256 * 1024;
    private static final byte[] EMPTY = new byte[0];

    private byte[] bytes = EMPTY;
    private int size;
    private long lines;
    private Optional<LogFile> file = Optional.empty();

    /** Whether the batch can also take lines for this file. An empty batch is for any file. */
    boolean takes(Optional<LogFile> other) {
        return isEmpty() || file.equals(other);
    }

    /** The file of the lines; empty if there are none. */
    Optional<LogFile> file() {
        return file;
    }

    /** Adds lines for a file, each with a line feed at its end. */
    void add(Optional<LogFile> target, byte[] source, int offset, int length, int count) {
        file = target;
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, 2 * bytes.length));
        }
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
        lines += count;
    }

    boolean isEmpty() {
        return size == 0;
    }

    long lines() {
        return lines;
    }

    /** The bytes, valid until the next change. */
    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    /** The number of complete lines before the position of the buffer. */
    static long linesBefore(ByteBuffer bytes) {
        long lines = 0;
        for (int i = 0; i < bytes.position(); i++) {
            lines += bytes.get(i) == '\n' ? 1 : 0;
        }
        return lines;
    }

    void clear() {
        size = 0;
        lines = 0;
        file = Optional.empty();
        if (bytes.length > KEPT) {
            bytes = EMPTY;
        }
    }
}
