package io.quarkiverse.processmanager.runtime;

import java.util.Collection;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.control.LocalControl;
import io.quarkiverse.processmanager.runtime.engine.Engine;
import io.quarkiverse.processmanager.runtime.supervisor.ProcessManagerFacade;
import io.quarkus.dev.console.DevConsoleManager;

/**
 * Lets the console of dev mode show and control the processes of an engine. It works from the first start of the application until
 * the engine is closed, so also over live reloads. This class is loaded in dev mode only. Safe for use by several threads.
 */
final class ConsoleAccess {

    private static Optional<LocalControl> control = Optional.empty();

    private ConsoleAccess() {
    }

    /**
     * Publishes the function for the console if it is not published.
     *
     * @param idle the declared processes that do not run in this mode; a message about one of them says so
     */
    static synchronized void open(Engine engine, Collection<String> idle) {
        ProcessManagerFacade manager = engine.lasting();
        manager.idle(idle);
        if (control.isEmpty()) {
            LocalControl opened = LocalControl.of(manager);
            control = Optional.of(opened);
            DevConsoleManager.setGlobal(LocalControl.NAME, opened);
            engine.whenClosed(() -> close(opened));
        }
    }

    private static synchronized void close(LocalControl opened) {
        control = control.filter(one -> one != opened);
        // A value cannot be removed.
        DevConsoleManager.setGlobal(LocalControl.NAME, Optional.empty());
        opened.close();
    }
}
