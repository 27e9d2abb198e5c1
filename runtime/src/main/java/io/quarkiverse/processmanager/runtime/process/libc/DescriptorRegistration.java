package io.quarkiverse.processmanager.runtime.process.libc;

import java.util.concurrent.TimeUnit;

/**
 * A descriptor that an {@link EventLoop} watches. Close the registration before the descriptor. Safe for use by several
 * threads; on the thread of the loop, the handler is not called any more after {@link #pause()} or {@link #close()} returns.
 */
public final class DescriptorRegistration implements AutoCloseable {

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final EventLoop loop;
    private final long key;
    private final int descriptor;
    private final Runnable ready;
    private volatile boolean watched = true;
    private boolean refused;
    private boolean closed;

    DescriptorRegistration(EventLoop loop, long key, int descriptor, Runnable ready) {
        this.loop = loop;
        this.key = key;
        this.descriptor = descriptor;
        this.ready = ready;
    }

    long key() {
        return key;
    }

    int descriptor() {
        return descriptor;
    }

    /** Called by the loop. An event that the system reported before a pause is dropped. */
    void fire() {
        if (watched) {
            ready.run();
        }
    }

    /** Stops the calls of the handler until {@link #resume()}. The pipe of a paused registration fills, and its writer waits. */
    public synchronized void pause() {
        if (watched && !closed) {
            watched = false;
            refused = false;
            loop.unwatch(this);
        }
    }

    /** Continues after {@link #pause()}. While the system refuses to watch the descriptor, the loop tries again every 100 ms. */
    public synchronized void resume() {
        if (!watched && !closed) {
            watched = true;
            watch();
        }
    }

    private void watch() {
        refused = !loop.watch(this);
        if (refused) {
            loop.after(RETRY_NANOS, this::tryAgain);
        }
    }

    private synchronized void tryAgain() {
        if (refused && !closed) {
            watch();
        }
    }

    /** Ends the registration. Further calls do nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            boolean known = watched;
            watched = false;
            loop.forget(this, known);
        }
    }
}
