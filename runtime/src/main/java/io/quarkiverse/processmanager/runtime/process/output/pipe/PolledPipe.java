package io.quarkiverse.processmanager.runtime.process.output.pipe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads the stream of the JDK without blocking in it, since such a read cannot be interrupted: see {@link ChildPipe}. It polls
 * every few milliseconds, and ends with the root even if another process holds the pipe. Only used for the rare process whose
 * pipe cannot be opened a second time.
 */
final class PolledPipe implements ReadableByteChannel {

    private static final long LONGEST_PAUSE_MILLIS = 20;

    private final Process process;
    private final InputStream stream;
    private volatile boolean closed;

    PolledPipe(Process process, InputStream stream) {
        this.process = process;
        this.stream = stream;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        long pause = 1;
        while (!closed) {
            // The liveness is read first: output that a process wrote before its exit must be seen after it.
            boolean alive = process.isAlive();
            int available = Math.min(stream.available(), buffer.remaining());
            if (available > 0) {
                byte[] bytes = stream.readNBytes(available);
                buffer.put(bytes);
                return bytes.length;
            }
            if (!alive) {
                return -1;
            }
            pause(pause);
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
        return -1;
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        stream.close();
    }
}
