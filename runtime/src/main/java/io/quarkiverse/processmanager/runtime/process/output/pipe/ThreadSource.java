package io.quarkiverse.processmanager.runtime.process.output.pipe;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;

/**
 * Reads a pipe on a dedicated thread: the JDK cannot wait for a pipe in any other way, and a virtual thread would hold a carrier
 * thread.
 */
public final class ThreadSource implements PipeSource {

    private static final int SMALL = 4 * 1024;
    private static final int LARGE = 64 * 1024;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String name;
    private final ChildPipe pipe;
    private final Executor threads;

    public ThreadSource(String name, ChildPipe pipe, Executor threads) {
        this.name = name;
        this.pipe = pipe;
        this.threads = threads;
    }

    @Override
    public void start(PipeReader reader) {
        threads.execute(() -> EngineThreads.named(name, () -> readAll(reader)));
    }

    private void readAll(PipeReader reader) {
        byte[] buffer = new byte[0];
        int size = 0;
        while (size >= 0) {
            try {
                buffer = fitting(buffer, size);
                size = pipe.read(buffer);
                if (size > 0) {
                    reader.pass(buffer, size, true);
                }
            } catch (RuntimeException | Error e) {
                // Such as no memory for the buffer. Without a reader the process would stand still.
                size = 0;
                reader.failed(e);
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
        reader.ended(true);
        close(reader);
    }

    /** A small buffer is enough until a read fills it. */
    private byte[] fitting(byte[] buffer, int filled) {
        if (buffer.length == 0) {
            return new byte[Math.max(SMALL, pipe.firstSize())];
        }
        return filled == buffer.length && filled < LARGE ? new byte[LARGE] : buffer;
    }

    @Override
    public void close(PipeReader reader) {
        try {
            pipe.close();
        } catch (IOException e) {
            // Nothing was left to read.
        }
    }
}
