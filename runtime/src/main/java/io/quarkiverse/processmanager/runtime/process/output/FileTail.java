package io.quarkiverse.processmanager.runtime.process.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * How far a file that somebody else writes has been read. The file may be cut off by somebody who wants it shorter; then it is
 * read from its beginning. Not safe for use by several threads.
 */
final class FileTail {

    private final FileChannel channel;
    private long position;

    FileTail(FileChannel channel, long position) {
        this.channel = channel;
        this.position = position;
    }

    /** How many bytes there are still to read. */
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

    /** Reads what is there, up to the size of the buffer; 0 or less at the end. */
    int read(byte[] buffer, long most) throws IOException {
        int count = channel.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, most)), position);
        position += Math.max(0, count);
        return count;
    }
}
