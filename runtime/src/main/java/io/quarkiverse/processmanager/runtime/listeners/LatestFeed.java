package io.quarkiverse.processmanager.runtime.listeners;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/**
 * The changes since the item before, for one listener. A listener that is slow receives the changes of the meantime as one item,
 * so that none counts as lost.
 */
final class LatestFeed<T> implements ProcessRunner.Feed<T> {

    private final Supplier<List<T>> changes;
    private final AtomicBoolean stale = new AtomicBoolean(true);
    private volatile boolean closed;

    /** @param changes gives one item with all changes since the last call, or none; called by one thread at a time */
    LatestFeed(Supplier<List<T>> changes) {
        this.changes = changes;
    }

    /** There may be changes. Has no effect after {@link #close}. */
    void changed() {
        if (!closed) {
            stale.set(true);
        }
    }

    @Override
    public List<T> next(int most) {
        // In this order: a change after the item sets the flag again.
        return stale.getAndSet(false) ? changes.get() : List.of();
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
