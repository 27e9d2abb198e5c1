package io.quarkiverse.processmanager.test;

import java.util.Map;
import java.util.function.Supplier;

import io.quarkus.dev.console.DevConsoleManager;

/**
 * The processes of a test class that launches an application for each command, as {@code @QuarkusMainTest} does. They run in
 * the JVM of the test, from the first test of the class to its last one, and each launch receives their ports. An application
 * in this JVM has a class loader of its own, so the two sides share JDK types only.
 */
record CommandLaunches(PlainEngine plain) implements AutoCloseable {

    private static final String SHARED = "quarkus-process-manager.test.launches";
    private static final Supplier<Map<String, Map<String, String>>> NONE = Map::of;

    /** Hands the processes to all launches until the close, those that start later too. */
    static CommandLaunches begin(PlainEngine plain) {
        Supplier<Map<String, Map<String, String>>> present = plain.engine()::propertiesForLaunch;
        DevConsoleManager.setGlobal(SHARED, present);
        return new CommandLaunches(plain);
    }

    /** The properties by which the next launch knows the processes that run now, by the id of the process. For any class loader. */
    static Map<String, Map<String, String>> present() {
        Supplier<Map<String, Map<String, String>>> present = DevConsoleManager.getGlobal(SHARED);
        return present == null ? Map.of() : present.get();
    }

    @Override
    public void close() {
        DevConsoleManager.setGlobal(SHARED, NONE);
        plain.close();
    }
}
