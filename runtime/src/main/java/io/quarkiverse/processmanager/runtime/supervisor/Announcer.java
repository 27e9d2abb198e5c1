package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ProcessEvent;

/**
 * Takes what happened away from the loop: events are collected while a step runs and told when its result can be seen, one
 * after the other, on an executor that only tells.
 */
final class Announcer {

    private static final Logger LOG = Logger.getLogger(Announcer.class);

    private final Executor executor;
    private final Consumer<ProcessEvent> narrator;
    private List<ProcessEvent> collected = new ArrayList<>();

    /** The narrator hears everything, also between two applications. */
    Announcer(Executor executor, Consumer<ProcessEvent> narrator) {
        this.executor = executor;
        this.narrator = narrator;
    }

    void add(ProcessEvent event) {
        collected.add(event);
    }

    void flush(Optional<ApplicationSide> application) {
        if (collected.isEmpty()) {
            return;
        }
        List<ProcessEvent> events = collected;
        collected = new ArrayList<>();
        executor.execute(() -> events.forEach(event -> {
            tell(narrator, event);
            application.ifPresent(side -> tell(side::announce, event));
        }));
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
