package io.quarkiverse.processmanager.runtime.listeners;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** How things are, for one who wants to know that and not how they have come to be so: what has changed again is left out. */
final class LatestSupply<T> implements Supply<T> {

    private final Supplier<T> look;
    private final AtomicBoolean news = new AtomicBoolean(true);
    private volatile boolean closed;

    LatestSupply(Supplier<T> look) {
        this.look = look;
    }

    /** Things are different now. Without effect once it is closed. */
    void changed() {
        if (!closed) {
            news.set(true);
        }
    }

    @Override
    public List<T> next(int most) {
        // In this order: what changes after the look is news again.
        return news.getAndSet(false) ? List.of(look.get()) : List.of();
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
