package io.quarkiverse.processmanager.runtime.supervisor.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.runtime.faults.Faults;
import io.quarkiverse.processmanager.runtime.rules.EventPath;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices;

/**
 * Collects the events of a step and publishes them after its snapshot, in order, on an executor that only publishes. Confined
 * to the loop.
 */
public final class EventPublisher {

    private final Executor executor;
    private final BiConsumer<ProcessEvent, Snapshot> eventLog;
    /** The path of each process by its events. Only used where assertions are enabled, as in every test. */
    private final Map<String, EventPath> paths = new HashMap<>();
    private List<ProcessEvent> collected = new ArrayList<>();
    /** Set by another thread. */
    private volatile Optional<Runnable> changeListener = Optional.empty();

    /** {@code eventLog} receives every event with its snapshot, also between two applications. */
    public EventPublisher(Executor executor, BiConsumer<ProcessEvent, Snapshot> eventLog) {
        this.executor = executor;
        this.eventLog = eventLog;
    }

    void add(ProcessEvent event) {
        assert isLegal(event)
                : "process '" + event.id() + "': the event " + event + " must not come after " + paths.get(event.id());
        collected.add(event);
    }

    private boolean isLegal(ProcessEvent event) {
        Optional<EventPath> path = paths.getOrDefault(event.id(), EventPath.NEW).and(event);
        path.ifPresent(next -> paths.put(event.id(), next));
        return path.isPresent();
    }

    /** The process runs elsewhere: no event says that the system has started it. */
    public void runsElsewhere(String processId) {
        assert isKnownElsewhere(processId);
    }

    private boolean isKnownElsewhere(String processId) {
        paths.computeIfPresent(processId, (id, path) -> path.elsewhere());
        return true;
    }

    /** Calls the listener after each change of the snapshot, also between two applications, on the thread that publishes. */
    public void whenChanged(Runnable listener) {
        changeListener = Optional.of(listener);
    }

    /** The process is removed; another one may get its id. */
    public void forget(String processId) {
        paths.remove(processId);
    }

    /**
     * Publishes the collected events, which belong to the snapshot, then the change of the snapshot if there is one: first to the
     * listeners of the application, then to the log.
     */
    void flush(Optional<ApplicationServices> application, Snapshot snapshot, boolean changed) {
        Optional<ApplicationServices> informed = application.filter(services -> changed);
        Optional<Runnable> lasting = changeListener.filter(listener -> changed);
        if (collected.isEmpty() && informed.isEmpty() && lasting.isEmpty()) {
            return;
        }
        List<ProcessEvent> events = collected;
        collected = new ArrayList<>();
        executor.execute(() -> {
            // The listeners have threads of their own, which need not wait while the log writes its lines.
            application.ifPresent(services -> events.forEach(event -> Faults.contain(() -> services.events().publish(event))));
            informed.ifPresent(services -> Faults.contain(services.events()::changed));
            events.forEach(event -> Faults.contain(() -> eventLog.accept(event, snapshot)));
            lasting.ifPresent(Faults::contain);
        });
    }

    /** Runs a task after everything that was flushed so far. */
    public void afterwards(Runnable task) {
        executor.execute(task);
    }
}
