package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.runtime.rules.EventPath;

/**
 * Takes what happened away from the loop: events are collected while a step runs and told when its result can be seen, one
 * after the other, on an executor that only tells.
 */
final class EventPublisher {

    private static final Logger LOG = Logger.getLogger(EventPublisher.class);

    private final Executor executor;
    private final Consumer<ProcessEvent> narrator;
    /** Where each process has got to by its events. Kept and looked at only where assertions are on: in every test. */
    private final Map<String, EventPath> paths = new HashMap<>();
    private List<ProcessEvent> collected = new ArrayList<>();

    /** The narrator hears everything, also between two applications. */
    EventPublisher(Executor executor, Consumer<ProcessEvent> narrator) {
        this.executor = executor;
        this.narrator = narrator;
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

    /** The process is no longer there; another one may get its id. */
    void forget(String processId) {
        paths.remove(processId);
    }

    void flush(Optional<ApplicationSide> application, boolean changed) {
        Optional<ApplicationSide> onlooker = application.filter(side -> changed);
        if (collected.isEmpty() && onlooker.isEmpty()) {
            return;
        }
        List<ProcessEvent> events = collected;
        collected = new ArrayList<>();
        executor.execute(() -> {
            events.forEach(event -> {
                tell(narrator, event);
                application.ifPresent(side -> tell(side::announce, event));
            });
            onlooker.ifPresent(ApplicationSide::changed);
        });
    }

    /** Runs a task after everything that has been announced so far. */
    void afterwards(Runnable task) {
        executor.execute(task);
    }

    private static void tell(Consumer<ProcessEvent> listener, ProcessEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.debugf(e, "a listener to process '%s' threw", event.id());
        }
    }
}
