package io.quarkiverse.processmanager.terminal.monitor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

import io.quarkiverse.processmanager.terminal.monitor.log.LogBuffer;
import io.quarkiverse.processmanager.terminal.monitor.log.LogLine;

/**
 * Hands over keys, lines and news to the thread of the monitor. A key wakes that thread at once; news and lines wait for the next
 * frame. Of more lines than the log keeps the oldest are dropped. Safe for use by several threads.
 */
final class Inbox {

    private final Deque<Input> keys = new ArrayDeque<>();
    private final LogBuffer lines = new LogBuffer();
    private Deque<Function<Model, List<Effect>>> news = new ArrayDeque<>();
    private Optional<Function<Model, List<Effect>>> newestRows = Optional.empty();
    private int serial;
    private boolean logBegins;

    /**
     * What has arrived.
     *
     * @param logBegins whether the log was cut off before these lines
     */
    record Batch(Optional<Input> key, Collection<Function<Model, List<Effect>>> news, int serial, boolean logBegins,
            List<LogLine> lines) {

        boolean hasNews() {
            return !news.isEmpty() || !lines.isEmpty() || logBegins;
        }

        /** Changes the model by the news and the lines. */
        List<Effect> tell(Model model) {
            List<Effect> effects = new ArrayList<>();
            news.forEach(one -> effects.addAll(one.apply(model)));
            if (logBegins) {
                model.logBegins(serial);
            }
            model.lines(serial, lines);
            return effects;
        }
    }

    /** Hands over a key and waits until it has taken effect, so that no key behind the last one is taken from the terminal. */
    synchronized void key(Input key) throws InterruptedException {
        keys.add(key);
        notifyAll();
        while (!keys.isEmpty()) {
            wait();
        }
    }

    /** The key of the last batch has taken effect. */
    synchronized void handled() {
        keys.poll();
        notifyAll();
    }

    void news(Consumer<Model> one) {
        add(model -> {
            one.accept(model);
            return List.of();
        });
    }

    /** Rows replace those before them that have not been taken. */
    synchronized void rows(List<TableRow> rows) {
        if (newestRows.isPresent() && newestRows.get() == news.peekLast()) {
            news.removeLast();
        }
        newestRows = Optional.of(model -> model.rows(rows));
        add(newestRows.get());
    }

    private synchronized void add(Function<Model, List<Effect>> one) {
        news.add(one);
        notifyAll();
    }

    /** The terminal has failed. */
    synchronized void end() {
        keys.add(Input.Key.of(Input.Name.END_OF_INPUT));
        notifyAll();
    }

    /** A log begins, or begins again. Lines of the one before are dropped. */
    synchronized void logBegins(int number) {
        if (number >= serial) {
            serial = number;
            lines.clear();
            logBegins = true;
            notifyAll();
        }
    }

    synchronized void line(int number, LogLine line) {
        if (number == serial) {
            if (lines.isEmpty()) {
                notifyAll();
            }
            lines.add(line);
        }
    }

    /**
     * Waits for a key, for news that are due, or for a time.
     *
     * @param newsAt from this {@link System#nanoTime} on news are taken, too
     * @param wakeAt at this {@link System#nanoTime} the wait ends in any case
     */
    synchronized Batch take(long newsAt, long wakeAt) throws InterruptedException {
        while (keys.isEmpty()) {
            boolean waiting = !news.isEmpty() || !lines.isEmpty() || logBegins;
            long now = System.nanoTime();
            long rest = waiting ? Math.min(newsAt - now, wakeAt - now) : wakeAt - now;
            if (rest <= 0) {
                break;
            }
            // The wait of an object has whole milliseconds.
            wait(TimeUnit.NANOSECONDS.toMillis(rest) + 1);
        }
        Batch batch = new Batch(Optional.ofNullable(keys.peek()), news, serial, logBegins, lines.all());
        news = new ArrayDeque<>();
        lines.clear();
        logBegins = false;
        return batch;
    }
}
