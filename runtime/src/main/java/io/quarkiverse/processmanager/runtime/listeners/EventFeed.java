package io.quarkiverse.processmanager.runtime.listeners;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/** The events that one listener has not received yet. */
final class EventFeed<E> implements ProcessRunner.Feed<E> {

    /** Holds the events of more than a hundred restarts. A listener that is further behind needs the current state. */
    static final int LIMIT = 1_000;

    private final Consumer<? super E> dropped;
    private final Deque<E> waiting = new ArrayDeque<>();
    private long lost;
    private boolean closed;

    /**
     * @param dropped receives each event that is lost, because it makes room for a newer one or because the feed is closed; it
     *        returns at once
     */
    EventFeed(Consumer<? super E> dropped) {
        this.dropped = dropped;
    }

    /** Adds the event; a closed feed drops it. */
    synchronized void add(E event) {
        if (closed) {
            dropped.accept(event);
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
