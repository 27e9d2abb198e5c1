package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.supervisor.ProcessManagerFacade;
import io.quarkiverse.processmanager.runtime.supervisor.Supervisor;

/**
 * The facades of an engine, each with its listeners: one for each application, one application after the other, and one for the
 * clients that belong to no application.
 */
final class Facades {

    /**
     * The time that listeners have for the events in their queues. A live reload or the end of the application waits for that.
     */
    private static final Duration LISTENERS_TIMEOUT = Duration.ofSeconds(1);

    private final Supervisor supervisor;
    private final ProcessRunner runner;
    private final Executor completions;
    private final BooleanSupplier blockingAllowed;
    private volatile Optional<LastingManager> lasting = Optional.empty();
    private Listeners listeners;
    private ProcessManagerFacade current;
    /** The limits of the last application: the engine can also be closed between two applications. */
    private ShutdownLimits limits = ShutdownLimits.DEFAULT;

    /**
     * @param completions completes the stages
     * @param blockingAllowed says whether the current thread may be blocked
     */
    Facades(Supervisor supervisor, ProcessRunner runner, Executor completions, BooleanSupplier blockingAllowed) {
        this.supervisor = supervisor;
        this.runner = runner;
        this.completions = completions;
        this.blockingAllowed = blockingAllowed;
        prepareNext();
    }

    /** The facade of the next application takes the place of that of the last one. */
    void prepareNext() {
        listeners = new Listeners(runner);
        current = new ProcessManagerFacade(supervisor, completions, blockingAllowed, listeners,
                new ChosenPorts(() -> supervisor.snapshot().plan()));
        current.shutdownLimits(limits);
    }

    /** The facade of the current application, or of the next one between two applications. */
    ProcessManagerFacade current() {
        return current;
    }

    /** The listeners of that application. */
    Listeners listeners() {
        return listeners;
    }

    /** The limits of the current application and, until they have their own, of the next ones. */
    void limits(ShutdownLimits given) {
        limits = given;
        current.shutdownLimits(given);
    }

    /** The facade of the clients that belong to no application. The first call makes it. */
    synchronized ProcessManagerFacade lasting() {
        if (lasting.isEmpty()) {
            lasting = Optional.of(new LastingManager(supervisor, runner, completions));
        }
        return lasting.get().commands();
    }

    /** Publishes an event to the clients that belong to no application. */
    void publish(ProcessEvent event) {
        lasting.ifPresent(manager -> manager.publish(event));
    }

    /** The engine begins to stop all processes: the clients that belong to no application can start none. */
    void engineEnds() {
        // No lambda: the stop would wait until it is linked.
        Optional<LastingManager> manager = lasting;
        if (manager.isPresent()) {
            manager.get().engineEnds();
        }
    }

    /** The listeners of the current application receive the events so far, and no others. */
    void closeListeners() {
        listeners.close(LISTENERS_TIMEOUT);
    }

    /** Ends the streams of the clients that belong to no application. */
    void closeLasting() {
        lasting.ifPresent(manager -> manager.close(LISTENERS_TIMEOUT));
    }
}
