package io.quarkiverse.processmanager.runtime.listeners;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The events that wait for one listener. */
final class EventSupply<E> implements Supply<E> {

    /** More than a hundred restarts of a process; who is that late wants to know how things are now, not how they were. */
    static final int LIMIT = 1_000;

    private final Consumer<? super E> dropped;
    private final Deque<E> waiting = new ArrayDeque<>();
    private long lost;
    private boolean closed;

    /** @param dropped receives each event that makes room for a newer one, and returns at once */
    EventSupply(Consumer<? super E> dropped) {
        this.dropped = dropped;
    }

    /** Without effect once it is closed. */
    synchronized void add(E event) {
        if (closed) {
            return;
        }
        if (waiting.size() == LIMIT) {
            dropped.accept(waiting.removeFirst());
            lost++;
        }
        waiting.addLast(event);
    }

    @Override
    public synchronized List<E> next(int most) {
        List<E> taken = new ArrayList<>();
        while (taken.size() < most && !waiting.isEmpty()) {
            taken.add(waiting.removeFirst());
        }
        return taken;
    }

    @Override
    public synchronized long lost() {
        return lost;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
