package io.quarkiverse.processmanager.runtime.process.output.pipe;

import java.io.IOException;
import java.util.concurrent.Executor;

import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;

/**
 * Reads a pipe on a dedicated thread: the JDK cannot wait for a pipe in any other way, and a virtual thread would hold a carrier
 * thread.
 */
public final class ThreadSource implements PipeSource {

    private static final int SMALL = 4 * 1024;
    private static final int LARGE = 64 * 1024;

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
        try {
            byte[] buffer = new byte[Math.max(SMALL, pipe.firstSize())];
            int size = pipe.read(buffer);
            while (size >= 0) {
                reader.pass(buffer, size, true);
                if (size == buffer.length && size < LARGE) {
                    buffer = new byte[LARGE];
                }
                size = pipe.read(buffer);
            }
        } finally {
            reader.ended(true);
            close(reader);
        }
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
