package io.quarkiverse.processmanager.runtime.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.console.ConsoleFlow.Portion;
import io.quarkiverse.processmanager.runtime.console.ConsoleSelection.Change;
import io.quarkiverse.processmanager.runtime.definition.ConsoleOutput;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;

/**
 * Shows the output of the processes on the console of the application, on a thread of its own: a terminal that stands still holds
 * up nothing else. The engine owns it, over all live reloads. Without a setting it does nothing. Safe for use by several
 * threads.
 */
public final class ProcessConsole {

    private static final int LAST_LINES = 20;
    private static final int MOST_LINES = 1_000;
    private static final long CLOSE_MILLIS = 1_000;

    /** Held while lines are written, so that they keep their order. Taken before {@link #lock}, never while it is held. */
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final LineSettings settings;
    private final ConsoleColumn column = new ConsoleColumn();
    private final ConsoleHandlers handlers;
    private final ConsoleWriter writer;
    private final Map<String, ShownProcess> processes = new LinkedHashMap<>();
    private volatile Optional<ConsoleOutput> mode = Optional.empty();
    private boolean settled;
    /** Whether lines have come that the thread has not considered. */
    private boolean fresh;
    private @Nullable Thread thread;
    private boolean closed;

    /** Lines of one process. */
    private record Written(String processId, Portion<LogLine> portion) {
    }

    public ProcessConsole(LineSettings settings) {
        this.settings = settings;
        this.handlers = new ConsoleHandlers(formatter -> ConsoleFormatter.around(formatter, column, isColourless()));
        this.writer = new ConsoleWriter(settings, handlers);
    }

    private static boolean isColourless() {
        String noColour = System.getenv("NO_COLOR");
        return noColour != null && !noColour.isEmpty() || "dumb".equals(System.getenv("TERM"));
    }

    /**
     * Applies a setting from now on. Without one the console receives the records of the log.
     *
     * @param ids the processes, for the width of the column
     */
    public void show(Optional<ConsoleOutput> output, Collection<String> ids) {
        column.add(ids);
        locked(() -> {
            if (!mode.equals(output)) {
                mode = output;
                processes.clear();
            }
        });
        if (output.isPresent()) {
            handlers.current();
        } else {
            handlers.release();
        }
    }

    /** Whether the console shows the output, instead of the records of the log. Prepares handlers that are new. */
    public boolean isActive() {
        boolean active = mode.isPresent();
        if (active) {
            handlers.current();
        }
        return active;
    }

    /** A process has written a line that goes to the log. Returns at once. */
    public void line(LogLine line) {
        locked(() -> {
            if (mode.isPresent() && !line.text().isBlank() && !closed
                    && process(line.processId()).take(line, writer.limit(line.processId()), System.nanoTime())) {
                begin();
            }
        });
    }

    /** The log has left out lines. Returns at once. */
    public void leftOut(String processId, long count) {
        locked(() -> {
            if (mode.isPresent() && !closed) {
                process(processId).lost(count, System.nanoTime());
                begin();
            }
        });
    }

    private void begin() {
        if (thread == null) {
            Thread writes = EngineThreads.create("console", this::run);
            try {
                writes.start();
                thread = writes;
            } catch (OutOfMemoryError e) {
                // The system refuses a thread; the next line tries again.
            }
        }
        fresh = true;
        news.signal();
    }

    /**
     * Applies an event. The last lines of a process with a problem are written before the method returns.
     *
     * @param statuses the state after the event
     * @return whether all processes have just come up, so that from now on the console hides output that it has shown
     */
    public boolean accept(ProcessEvent event, Collection<ProcessStatus> statuses) {
        Optional<ConsoleOutput> now = mode;
        if (now.isEmpty() || event instanceof ProcessEvent.Output) {
            return false;
        }
        Change change = changed(event, now.get());
        if (change == Change.SHOW_LAST) {
            showLast(event.id(), event.incarnation());
        } else if (change == Change.HIDE) {
            hide(event.id());
        }
        return now.get() == ConsoleOutput.AUTO && settle(statuses);
    }

    private Change changed(ProcessEvent event, ConsoleOutput now) {
        column.add(List.of(event.id()));
        lock.lock();
        try {
            ShownProcess process = process(event.id());
            if (event instanceof ProcessEvent.Starting && event.incarnation() == 1) {
                process.restartCount();
            }
            Change change = ConsoleSelection.after(event, now, settled);
            if (change == Change.SHOW) {
                process.show();
            }
            return change;
        } finally {
            lock.unlock();
        }
    }

    private void showLast(String id, long incarnation) {
        int limit = writer.limit(id);
        List<LogLine> last = lastOf(id, incarnation, isShown(id) ? MOST_LINES : LAST_LINES);
        List<LogLine> logged = last.stream().filter(line -> settings.level(id, line.stream()).isPresent()).toList();
        boolean complete = logged.size() == last.size() && logged.stream().map(LogLine::stream).distinct()
                .allMatch(stream -> settings.level(id, stream).filter(handlers::show).isPresent());
        writing.lock();
        try {
            Portion<LogLine> portion = locked(id, process -> {
                process.skipTo(logged, System.nanoTime());
                process.show();
                logged.stream().filter(line -> !line.text().isBlank())
                        .forEach(line -> process.take(line, limit, System.nanoTime()));
                if (complete && !logged.isEmpty()) {
                    process.lastLinesShown(incarnation);
                }
                return process.nextAtLeast(LAST_LINES, limit, System.nanoTime());
            });
            writer.write(id, portion);
        } finally {
            writing.unlock();
        }
    }

    private List<LogLine> lastOf(String id, long incarnation, int count) {
        boolean some = settings.level(id, LogLine.Stream.STDOUT).isPresent()
                || settings.level(id, LogLine.Stream.STDERR).isPresent();
        return some ? settings.last(id, count).stream().filter(line -> line.incarnation() == incarnation).toList() : List.of();
    }

    /** Hides what the process writes from now on. Lines before that can still be on their way. */
    private void hide(String id) {
        if (isShown(id)) {
            List<LogLine> last = settings.last(id, 1);
            long sequence = last.isEmpty() ? 0 : last.get(0).sequence();
            locked(id, process -> {
                process.hideAfter(sequence);
                return sequence;
            });
        }
    }

    private boolean isShown(String id) {
        return locked(id, ShownProcess::isShown);
    }

    private boolean settle(Collection<ProcessStatus> statuses) {
        if (settled || !ConsoleSelection.areSettled(statuses)) {
            return false;
        }
        locked(() -> settled = true);
        List<String> hidden = statuses.stream().filter(ConsoleSelection::isWell).map(ProcessStatus::id).filter(this::isShown)
                .toList();
        hidden.forEach(this::hide);
        return statuses.stream().anyMatch(status -> status.isUp() && hidden.contains(status.id()));
    }

    /** Whether the last lines of this incarnation are on the console. */
    public boolean hasShownLastLines(String id, long incarnation) {
        return mode.isPresent() && locked(id, process -> process.hasShownLastLines(incarnation));
    }

    private ShownProcess process(String id) {
        return processes.computeIfAbsent(id,
                added -> new ShownProcess(added, mode.filter(now -> ConsoleSelection.atFirst(now, settled)).isPresent()));
    }

    private void run() {
        while (awaitNews()) {
            writing.lock();
            try {
                next().forEach(written -> writer.write(written.processId(), written.portion()));
            } finally {
                writing.unlock();
            }
        }
    }

    /** Waits for lines, or for the time of lines that are held. Returns whether to go on. */
    private boolean awaitNews() {
        lock.lock();
        try {
            boolean pending = processes.values().stream().anyMatch(ShownProcess::isPending);
            if (closed) {
                return pending;
            }
            if (!fresh && pending) {
                news.awaitNanos(ConsoleFlow.QUIET_NANOS);
            } else if (!fresh) {
                news.await();
            }
            fresh = false;
            return true;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private List<Written> next() {
        List<Written> all = new ArrayList<>();
        locked(() -> processes.values().forEach(process -> {
            int limit = writer.limit(process.id());
            Portion<LogLine> portion = closed ? process.nextAtLeast(LAST_LINES, limit, System.nanoTime())
                    : process.next(limit, System.nanoTime());
            if (!portion.isEmpty()) {
                all.add(new Written(process.id(), portion));
            }
        }));
        return all;
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(String id, Function<ShownProcess, T> action) {
        lock.lock();
        try {
            return action.apply(process(id));
        } finally {
            lock.unlock();
        }
    }

    /** Writes what is left, and leaves the handlers as they were. Waits for a terminal that stands still for 1 s at most. */
    public void close() {
        Thread writes;
        lock.lock();
        try {
            closed = true;
            writes = thread;
            news.signal();
        } finally {
            lock.unlock();
        }
        if (writes != null) {
            try {
                writes.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            writes.interrupt();
        }
        handlers.release();
    }
}
