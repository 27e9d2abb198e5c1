package io.quarkiverse.processmanager.runtime;

import java.util.Collection;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.quarkiverse.processmanager.runtime.control.LocalControl;
import io.quarkiverse.processmanager.runtime.engine.Engine;
import io.quarkiverse.processmanager.runtime.supervisor.ProcessManagerFacade;
import io.quarkus.dev.console.DevConsoleManager;

/**
 * Lets the console of dev mode show and control the processes of an engine. It works from the first start of the application until
 * the engine is closed, so also over live reloads. This class is loaded in dev mode only. Safe for use by several threads.
 */
final class ConsoleAccess {

    /**
     * The name of the display of the processes in the terminal in {@code DevConsoleManager}: a function that receives the control
     * and returns whether it shows the progress. Absent where no terminal is.
     */
    private static final String DISPLAY = "io.quarkiverse.processmanager.display";

    /** The name of the key that opens the monitor: a character. Absent, or no character, where no key does. */
    private static final String MONITOR_KEY = "io.quarkiverse.processmanager.monitor-key";

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
        control.ifPresent(opened -> engine.progressIn(show(opened), monitorKey()));
    }

    private static Optional<Character> monitorKey() {
        return DevConsoleManager.getGlobal(MONITOR_KEY) instanceof Character key ? Optional.of(key) : Optional.empty();
    }

    /** Gives the control to the display in the terminal. Returns whether that shows the progress of a start or of the end. */
    @SuppressWarnings("unchecked")
    private static BooleanSupplier show(LocalControl opened) {
        return DevConsoleManager.getGlobal(DISPLAY) instanceof Function<?, ?> display
                ? ((Function<Object, BooleanSupplier>) display).apply(opened)
                : () -> false;
    }

    private static synchronized void close(LocalControl opened) {
        control = control.filter(one -> one != opened);
        // A value cannot be removed.
        DevConsoleManager.setGlobal(LocalControl.NAME, Optional.empty());
        opened.close();
    }
}
