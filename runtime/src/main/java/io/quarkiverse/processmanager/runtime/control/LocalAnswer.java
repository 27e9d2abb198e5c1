package io.quarkiverse.processmanager.runtime.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The answer to a request from the same JVM. One thread at a time delivers its lines, and ends when none is left. */
final class LocalAnswer implements Answer {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final int FULL_CHARS = 128 * 1024;

    private final Consumer<String> receiver;
    private final Executor workers;
    private final Consumer<LocalAnswer> over;
    /** The lines; at the end an empty element. */
    private final ArrayDeque<Optional<String>> undelivered = new ArrayDeque<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private long chars;
    private boolean delivering;
    private boolean ended;
    private boolean cancelled;
    private Optional<Runnable> cancel = Optional.empty();

    /** @param over receives the answer when it has ended or is cancelled */
    LocalAnswer(Consumer<String> receiver, Executor workers, Consumer<LocalAnswer> over) {
        this.receiver = receiver;
        this.workers = workers;
        this.over = over;
    }

    @Override
    public void line(String json) {
        synchronized (this) {
            if (ended) {
                return;
            }
            undelivered.add(Optional.of(json));
            chars += json.length();
        }
        deliver();
    }

    @Override
    public void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            undelivered.add(Optional.of("{\"end\":true}"));
            undelivered.add(Optional.empty());
            ended = true;
            cancel = Optional.empty();
        }
        deliver();
    }

    /** Ends the answer before its end, because the engine ends. */
    void breakOff() {
        Optional<Runnable> then;
        synchronized (this) {
            if (ended) {
                return;
            }
            undelivered.add(Optional.empty());
            ended = true;
            then = cancel;
            cancel = Optional.empty();
        }
        then.ifPresent(Runnable::run);
        deliver();
    }

    /** The receiver wants no more lines. */
    void cancel() {
        Optional<Runnable> then;
        synchronized (this) {
            ended = true;
            cancelled = true;
            undelivered.clear();
            waiting.clear();
            then = cancel;
            cancel = Optional.empty();
        }
        over.accept(this);
        then.ifPresent(Runnable::run);
    }

    private void deliver() {
        synchronized (this) {
            if (delivering || cancelled) {
                return;
            }
            delivering = true;
        }
        workers.execute(this::deliverAll);
    }

    private void deliverAll() {
        try {
            for (Optional<String> next = poll(); next != null; next = poll()) {
                if (next.isEmpty()) {
                    over.accept(this);
                }
                receiver.accept(next.orElse(null));
                drained().forEach(Runnable::run);
            }
        } catch (RuntimeException e) {
            LOG.debugf(e, "the receiver of an answer has failed");
            cancel();
        }
    }

    /** Null if there is nothing to deliver; then the next line begins another delivery. */
    private synchronized @Nullable Optional<String> poll() {
        Optional<String> next = undelivered.poll();
        if (next == null) {
            delivering = false;
        } else {
            chars -= next.map(String::length).orElse(0);
        }
        return next;
    }

    private synchronized List<Runnable> drained() {
        if (isFull() || waiting.isEmpty()) {
            return List.of();
        }
        List<Runnable> ready = List.copyOf(waiting);
        waiting.clear();
        return ready;
    }

    @Override
    public synchronized boolean isFull() {
        return chars > FULL_CHARS;
    }

    @Override
    public void whenDrained(Runnable action) {
        synchronized (this) {
            if (ended) {
                return;
            }
            if (isFull()) {
                waiting.add(action);
                return;
            }
        }
        action.run();
    }

    @Override
    public void follow(Runnable action) {
        synchronized (this) {
            if (!ended) {
                cancel = Optional.of(action);
                return;
            }
        }
        action.run();
    }
}
