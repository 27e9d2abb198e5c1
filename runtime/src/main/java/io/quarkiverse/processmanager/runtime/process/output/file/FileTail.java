package io.quarkiverse.processmanager.runtime.process.output.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The read position in a file that another process writes. When the file is truncated, reading starts again at its beginning.
 * Not safe for use by several threads.
 */
public final class FileTail {

    private final FileChannel channel;
    private long position;

    public FileTail(FileChannel channel, long position) {
        this.channel = channel;
        this.position = position;
    }

    /** The number of unread bytes. */
    long unread() throws IOException {
        long size = channel.size();
        if (size < position) {
            position = 0;
        }
        return size - position;
    }

    void skip(long bytes) {
        position += bytes;
    }

    /** Reads the available bytes, up to the size of the buffer; returns 0 or less at the end. */
    public int read(byte[] buffer, long most) throws IOException {
        int count = channel.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, most)), position);
        position += Math.max(0, count);
        return count;
    }
}
