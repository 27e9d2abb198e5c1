package io.quarkiverse.processmanager.runtime.engine;

import java.util.Optional;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.runtime.BlockingOperationControl;

/**
 * The engine of this JVM or, in dev mode and in tests, of this application and all its reloads. A static field holds it, because the
 * class survives live reloads. Safe for use by several threads.
 */
public final class SharedEngine {

    /** One thread starts an application and another one stops it, hence the lock. */
    private static Engine shared;

    private SharedEngine() {
    }

    /** The engine; the first call makes it. */
    public static synchronized Engine get() {
        if (shared == null) {
            shared = new Engine(BlockingOperationControl::isBlockingAllowed);
        }
        return shared;
    }

    /** The process manager of the engine, if there is an engine. */
    public static synchronized Optional<ProcessManager> existing() {
        return Optional.ofNullable(shared).map(Engine::commands);
    }

    /**
     * Stops all processes in order, kills what is left, and closes everything. Blocks. Without effect if there is no engine.
     */
    public static void close() {
        Engine closing;
        synchronized (SharedEngine.class) {
            closing = shared;
            shared = null;
        }
        if (closing != null) {
            closing.close();
        }
    }

    /**
     * Dev mode ends. The shutdown of the application, if one is up, can run at the same time on another thread: it waits for the same
     * processes before it closes the HTTP server.
     */
    public static void endDevMode() {
        Engine ending;
        synchronized (SharedEngine.class) {
            ending = shared;
        }
        if (ending != null) {
            ending.applicationStops();
        }
        close();
    }
}
