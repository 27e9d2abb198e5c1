package io.quarkiverse.processmanager.runtime.console;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.console.ConsoleFlow.Portion;
import io.quarkiverse.processmanager.runtime.console.ConsoleSelection.Change;
import io.quarkiverse.processmanager.runtime.console.ShownProcesses.Written;
import io.quarkiverse.processmanager.runtime.definition.ConsoleOutput;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Shows the output of the processes on the console of the application, on a thread of its own: a terminal that stands still holds
 * up nothing else. The engine owns it, over all live reloads. Without a setting it does nothing. Safe for use by several
 * threads.
 */
public final class ProcessConsole {

    private static final int LAST_LINES = 20;
    private static final int MOST_LINES = 1_000;

    /** Held while lines are written, so that they keep their order. Taken before {@link #lock}, never while it is held. */
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final LineSettings settings;
    private final ConsoleColumn column = new ConsoleColumn();
    private final ConsoleHandlers handlers = new ConsoleHandlers(
            formatter -> ConsoleFormatter.around(formatter, column, isColourless()));
    private final LiveReloadWait reload = new LiveReloadWait(ConsoleHandlers::areAwaited);
    private final ConsoleThread thread = new ConsoleThread(() -> write(0), this::isPending);
    private final ConsoleWriter writer;
    private final ShownProcesses processes = new ShownProcesses();
    private volatile Optional<ConsoleOutput> mode = Optional.empty();

    public ProcessConsole(LineSettings settings) {
        this.settings = settings;
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
            mode = output;
            processes.mode(output);
            return output;
        });
        if (output.isPresent()) {
            handlers.current();
        } else {
            handlers.release();
        }
    }

    /**
     * Whether the console shows the output instead of the records of the log. Prepares handlers that are new, and waits for those
     * of a live reload for 10 s at most.
     */
    public boolean isActive() {
        if (mode.isEmpty()) {
            return false;
        }
        reload.await();
        handlers.current();
        return true;
    }

    /** A process has written a line that goes to the log. Returns at once. */
    public void line(LogLine line) {
        if (mode.isPresent() && !line.text().isBlank() && of(line.processId(),
                process -> process.take(line, limit(line.processId()), SystemClock.nanos()))) {
            thread.wake();
        }
    }

    /** The log has left out lines. Returns at once. */
    public void leftOut(String processId, long count) {
        if (mode.isPresent()) {
            of(processId, process -> process.lost(count, SystemClock.nanos()));
            thread.wake();
        }
    }

    /**
     * Applies an event. The last lines of a process with a problem are written before the method returns.
     *
     * @param statuses by id, the state after the event
     * @return whether all processes have just come up, so that from now on the console hides output that it has shown; never
     *         without a console
     */
    public boolean accept(ProcessEvent event, Map<String, ProcessStatus> statuses) {
        Optional<ConsoleOutput> now = mode;
        if (now.isEmpty() || event instanceof ProcessEvent.Output) {
            return false;
        }
        column.add(List.of(event.id()));
        Change change = locked(() -> processes.accept(event, now.get()));
        if (change == Change.SHOW_LAST) {
            showLast(event.id(), event.incarnation());
        } else if (change == Change.HIDE) {
            hide(event.id());
        }
        return now.get() == ConsoleOutput.AUTO && settle(statuses);
    }

    private void showLast(String id, long incarnation) {
        List<LogLine> last = lastOf(id, incarnation, of(id, ShownProcess::isShown) ? MOST_LINES : LAST_LINES);
        List<LogLine> logged = last.stream().filter(line -> settings.level(id, line.stream()).isPresent()).toList();
        boolean complete = !logged.isEmpty() && logged.size() == last.size()
                && logged.stream().map(LogLine::stream).distinct()
                        .allMatch(stream -> settings.level(id, stream).filter(handlers::show).isPresent());
        int limit = limit(id);
        long now = SystemClock.nanos();
        if (handlers.areMissing()) {
            of(id, process -> process.showFrom(List.of(), now));
            return;
        }
        writing.lock();
        try {
            Portion<LogLine> portion = of(id, process -> {
                process.showFrom(logged, now);
                logged.stream().filter(line -> !line.text().isBlank()).forEach(line -> process.take(line, limit, now));
                if (complete) {
                    process.lastLinesShown(incarnation);
                }
                return process.nextAtLeast(LAST_LINES, limit, now);
            });
            writer.write(id, portion);
        } finally {
            writing.unlock();
        }
    }

    private List<LogLine> lastOf(String id, long incarnation, int count) {
        return writer.level(id).isEmpty() ? List.of()
                : settings.last(id, count).stream().filter(line -> line.incarnation() == incarnation).toList();
    }

    /** Hides what the process writes from now on. Lines before that can still be on their way. */
    private void hide(String id) {
        if (of(id, ShownProcess::isShown)) {
            List<LogLine> last = settings.last(id, 1);
            long sequence = last.isEmpty() ? 0 : last.get(0).sequence();
            of(id, process -> process.hideAfter(sequence));
        }
    }

    private boolean settle(Map<String, ProcessStatus> statuses) {
        if (locked(() -> processes.isSettled() || processes.areComingUp(statuses))
                || !ConsoleSelection.areSettled(statuses.values())) {
            return false;
        }
        List<ProcessStatus> hidden = statuses.values().stream().filter(ConsoleSelection::isWell)
                .filter(status -> of(status.id(), ShownProcess::isShown)).toList();
        locked(processes::settle);
        hidden.forEach(status -> hide(status.id()));
        return hidden.stream().anyMatch(ProcessStatus::isUp) && !handlers.current().isEmpty();
    }

    /** Whether the last lines of this incarnation are on the console. */
    public boolean hasShownLastLines(String id, long incarnation) {
        return mode.isPresent() && of(id, process -> process.hasShownLastLines(incarnation));
    }

    private int limit(String id) {
        return ConsoleWriter.limit(settings.rateLimit(id));
    }

    private void write(int least) {
        if (least == 0 && handlers.areMissing()) {
            return;
        }
        writing.lock();
        try {
            List<Written> due = locked(() -> processes.next(least, settings));
            due.forEach(written -> writer.write(written.processId(), written.portion()));
        } finally {
            writing.unlock();
        }
    }

    private boolean isPending() {
        return locked(processes::arePending);
    }

    private <T> T of(String id, Function<ShownProcess, T> action) {
        return locked(() -> action.apply(processes.get(id)));
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** The engine ends, so no live reload makes further handlers. */
    public void engineEnds() {
        reload.end();
    }

    /** Writes what is left, and leaves the handlers as they were. Waits for a terminal that stands still for 1 s at most. */
    public void close() {
        thread.close(() -> write(LAST_LINES));
        handlers.close();
    }
}
