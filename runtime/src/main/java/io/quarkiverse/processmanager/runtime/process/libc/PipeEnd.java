package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The reading end of a pipe that a child writes to. A read never blocks: register {@link #descriptor()} with an {@link
 * EventLoop} to learn when there are bytes. The user that registers it closes the registration before the pipe. Safe for use by
 * several threads.
 */
public final class PipeEnd implements Closeable {

    private final int descriptor;
    private boolean closed;

    PipeEnd(int descriptor) {
        Binding.useMore();
        this.descriptor = descriptor;
    }

    /** The number of the descriptor. It must not be used after {@link #close()}. */
    public int descriptor() {
        return descriptor;
    }

    /**
     * Reads available bytes.
     *
     * @param direct a direct buffer with free space; its position advances
     * @return the number of bytes; 0 if there are none at the moment; -1 at the end of the stream and after {@link #close()}
     */
    public synchronized int read(ByteBuffer direct) throws IOException {
        if (closed) {
            return -1;
        }
        int count = Libc.read(descriptor, direct);
        if (count > 0) {
            return count;
        }
        if (count == 0) {
            return -1;
        }
        int error = Libc.errno();
        if (error == Libc.EAGAIN || error == Libc.EINTR) {
            return 0;
        }
        if (error == Libc.EIO) {
            // The end of a terminal: no process has its slave open.
            return -1;
        }
        throw new SystemError("read", error);
    }

    /**
     * Waits until there are bytes, or the stream has ended, at most for the given time. For a thread that may block.
     *
     * @return whether a read returns something else than 0
     */
    public boolean await(int millis) {
        synchronized (this) {
            if (closed) {
                return true;
            }
            Binding.useMore();
        }
        try {
            // Without the lock, which a close needs. After a close, the number may be that of another file for a moment: then the
            // wait is too short or too long, and the next read returns the end of the stream.
            return Libc.awaitReadable(descriptor, millis);
        } finally {
            Binding.release();
        }
    }

    /**
     * Replaces this end by a channel whose reads block, for a reader with a thread of its own. Closing the channel ends a
     * blocked read.
     */
    public synchronized FileChannel channel() throws IOException {
        if (closed) {
            throw new IOException("the pipe is closed");
        }
        // The system opens the pipe a second time, without the mode of this descriptor.
        FileChannel channel = FileChannel.open(Path.of("/proc/self/fd/" + descriptor), StandardOpenOption.READ);
        close();
        return channel;
    }

    /** Closes the descriptor. Further calls do nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Libc.close(descriptor);
            Binding.release();
        }
    }
}
