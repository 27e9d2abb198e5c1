package io.quarkiverse.processmanager.runtime.process.libc;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * The writing end of a pipe that a child reads as its input. A write waits while the pipe is full; another thread can close the
 * pipe meanwhile. Safe for use by several threads.
 */
final class PipeInput extends OutputStream {

    private static final int WAIT_MILLIS = 100;

    private final int descriptor;
    private boolean closed;

    PipeInput(int descriptor) {
        Binding.useMore();
        this.descriptor = descriptor;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] { (byte) value }, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int end = offset + length;
        for (int from = offset; from < end;) {
            int written = writeAvailable(Arrays.copyOfRange(bytes, from, end));
            from += written;
            if (written == 0) {
                await();
            }
        }
    }

    private void await() {
        synchronized (this) {
            if (closed) {
                return;
            }
            Binding.useMore();
        }
        try {
            // The number may be that of another file by now. Then the wait is useless, and the next write fails.
            Libc.awaitWritable(descriptor, WAIT_MILLIS);
        } finally {
            Binding.release();
        }
    }

    private synchronized int writeAvailable(byte[] bytes) throws IOException {
        if (closed) {
            throw new IOException("the input of the process is closed");
        }
        long written = Libc.write(descriptor, bytes, bytes.length);
        if (written >= 0) {
            return (int) written;
        }
        int error = Libc.errno();
        if (error == Libc.EAGAIN || error == Libc.EINTR) {
            return 0;
        }
        throw new SystemError("write", error);
    }

    /** Sets the size of the terminal whose master this is. Does nothing after {@link #close()}. */
    synchronized void resize(int columns, int rows) throws IOException {
        if (!closed) {
            PseudoTerminal.resize(descriptor, columns, rows);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Libc.close(descriptor);
            Binding.release();
        }
    }
}
