package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.util.concurrent.Executor;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.supervisor.ProcessManagerFacade;
import io.quarkiverse.processmanager.runtime.supervisor.Supervisor;

/**
 * The process manager of clients that live as long as the engine and belong to no application, such as a command line in another
 * terminal: a live reload neither ends its streams nor fails its commands. Safe for use by several threads.
 */
final class LastingManager {

    private final Listeners listeners;
    private final ProcessManagerFacade commands;

    /** @param completions completes the stages */
    LastingManager(Supervisor supervisor, ProcessRunner runner, Executor completions) {
        listeners = new Listeners(runner);
        commands = new ProcessManagerFacade(supervisor, completions, () -> true, listeners,
                new ChosenPorts(() -> supervisor.snapshot().plan()));
        supervisor.whenChanged(listeners::changed);
    }

    ProcessManagerFacade commands() {
        return commands;
    }

    void publish(ProcessEvent event) {
        listeners.publish(event);
    }

    /** The engine begins to stop all processes: refuses starts. Streams go on. */
    void engineEnds() {
        commands.applicationEnds();
    }

    /** Refuses all commands, and ends the streams after the items so far. */
    void close(Duration timeout) {
        commands.applicationDetached();
        listeners.close(timeout);
    }
}
