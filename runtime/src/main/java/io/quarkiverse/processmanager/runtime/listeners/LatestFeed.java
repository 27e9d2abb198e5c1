package io.quarkiverse.processmanager.runtime.listeners;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/** The latest snapshot for one listener. A snapshot that a newer one has replaced is skipped and does not count as lost. */
final class LatestFeed<T> implements ProcessRunner.Feed<T> {

    private final Supplier<T> snapshot;
    private final AtomicBoolean stale = new AtomicBoolean(true);
    private volatile boolean closed;

    LatestFeed(Supplier<T> snapshot) {
        this.snapshot = snapshot;
    }

    /** Marks the snapshot as stale. Has no effect after {@link #close}. */
    void changed() {
        if (!closed) {
            stale.set(true);
        }
    }

    @Override
    public List<T> next(int most) {
        // In this order: a change after the snapshot sets the flag again.
        return stale.getAndSet(false) ? List.of(snapshot.get()) : List.of();
    }

    @Override
    public long lost() {
        return 0;
    }

    @Override
    public void close() {
        closed = true;
    }
}
