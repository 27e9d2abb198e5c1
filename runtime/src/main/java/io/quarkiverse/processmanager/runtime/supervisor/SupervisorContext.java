package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/**
 * What all parts of the supervisor share: the loop and its steps, the runner, the current application, and what is published at
 * the end of a step. It knows neither the processes nor the supervisor. On the loop, except {@link #post}.
 */
final class SupervisorContext {

    private final Loop loop;
    private final ProcessRunner runner;
    private final DoubleSupplier chance;
    private final EventPublisher events;
    private final Runnable endOfStep;
    private final PublishedState published = new PublishedState();
    private final List<Runnable> afterStep = new ArrayList<>();
    private Optional<ApplicationServices> application = Optional.empty();

    /**
     * @param chance gives a random number from 0 to 1
     * @param endOfStep runs after each step
     */
    SupervisorContext(Loop loop, ProcessRunner runner, DoubleSupplier chance, EventPublisher events, Runnable endOfStep) {
        this.loop = loop;
        this.runner = runner;
        this.chance = chance;
        this.events = events;
        this.endOfStep = endOfStep;
    }

    Loop loop() {
        return loop;
    }

    Instant now() {
        return loop.now();
    }

    ProcessRunner runner() {
        return runner;
    }

    /** A random number from 0 to 1, for the jitter of a delay. */
    double chance() {
        return chance.getAsDouble();
    }

    /** The application that the engine works for; empty between two applications. */
    Optional<ApplicationServices> application() {
        return application;
    }

    void application(Optional<ApplicationServices> services) {
        application = services;
    }

    /** Runs a step soon. From any thread. */
    void post(Runnable step) {
        loop.post(() -> step(step));
    }

    /** Runs a step now, and then the end of the step. */
    void step(Runnable step) {
        try {
            step.run();
        } finally {
            endOfStep.run();
        }
    }

    /** Runs a task at the end of the current step, after its snapshot is published. */
    void afterStep(Runnable task) {
        afterStep.add(task);
        published.invalidate();
    }

    /** The tasks for the end of this step. */
    List<Runnable> takeAfterStep() {
        List<Runnable> tasks = List.copyOf(afterStep);
        afterStep.clear();
        return tasks;
    }

    PublishedState published() {
        return published;
    }

    /** The status of a process has changed. */
    void changed(ProcessStatus status) {
        published.changed(status, loop.now());
    }

    /** Publishes an event at the end of the current step. */
    void publish(ProcessEvent event) {
        events.add(event);
    }

    EventPublisher events() {
        return events;
    }
}
