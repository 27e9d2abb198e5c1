package io.quarkiverse.processmanager.runtime.testing;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.dev.console.DevConsoleManager;

/**
 * The application in dev mode of this JVM, for continuous testing. Its class loader is not that of the tests, so what they share
 * consists of JDK types. For any thread.
 */
public final class DevInstance {

    static final String SHARED = "quarkus-process-manager.dev-instance";

    private static final String DECLARED = "quarkus-process-manager.dev-definitions";

    private static final Object[] NOTHING = {};

    private DevInstance() {
    }

    /**
     * Makes the processes of dev mode visible to the tests in this JVM. The tests read the present state, so one call is enough
     * for all live reloads.
     *
     * @param manager returns the process manager of dev mode; empty while there is none
     */
    public static void publish(Supplier<Optional<ProcessManager>> manager) {
        Supplier<Map<String, Map<String, String>>> processes = () -> manager.get().map(DevInstance::texts).orElse(null);
        Function<Runnable, Runnable> changes = listener -> manager.get().map(some -> subscribe(some, listener))
                .orElse(() -> {
                });
        DevConsoleManager.setGlobal(SHARED, new Object[] { processes, changes });
    }

    /**
     * Makes the processes visible that dev mode is about to run. The build of dev mode calls this before continuous testing begins:
     * the tests can start before the application in dev mode does.
     */
    public static void declare(Collection<ProcessDefinition> definitions) {
        Map<String, Map<String, String>> texts = new TreeMap<>();
        definitions.forEach(definition -> texts.put(definition.id(), DevProcess.texts(definition)));
        DevConsoleManager.setGlobal(DECLARED, texts);
    }

    /** Removes what dev mode has published, at its end. */
    public static void withdraw() {
        DevConsoleManager.setGlobal(SHARED, NOTHING);
        DevConsoleManager.setGlobal(DECLARED, Map.of());
    }

    /** The processes that run in dev mode in this JVM, by id; empty without dev mode. */
    public static Map<String, DevProcess> processes() {
        Object[] shared = DevConsoleManager.getGlobal(SHARED);
        @SuppressWarnings("unchecked")
        Map<String, Map<String, String>> texts = isEmpty(shared) ? null
                : ((Supplier<Map<String, Map<String, String>>>) shared[0]).get();
        Map<String, Map<String, String>> declared = DevConsoleManager.getGlobal(DECLARED);
        Map<String, DevProcess> processes = new TreeMap<>();
        if (declared != null) {
            declared.forEach((id, process) -> processes.put(id, DevProcess.of(process)));
        }
        if (texts == null) {
            return Collections.unmodifiableMap(processes);
        }
        texts.forEach((id, process) -> processes.put(id, DevProcess.of(process)));
        return Collections.unmodifiableMap(processes);
    }

    /**
     * Calls the listener after changes of the processes, until the returned action runs or the application in dev mode is
     * reloaded. The listener must not block.
     */
    static Runnable onChange(Runnable listener) {
        Object[] shared = DevConsoleManager.getGlobal(SHARED);
        if (isEmpty(shared)) {
            return () -> {
            };
        }
        @SuppressWarnings("unchecked")
        Function<Runnable, Runnable> changes = (Function<Runnable, Runnable>) shared[1];
        return changes.apply(listener);
    }

    private static boolean isEmpty(Object[] shared) {
        return shared == null || shared.length == 0;
    }

    private static Map<String, Map<String, String>> texts(ProcessManager manager) {
        Map<String, Map<String, String>> texts = new TreeMap<>();
        for (ManagedProcess process : manager.processes()) {
            try {
                texts.put(process.id(), DevProcess.texts(process.definition(), process.status()));
            } catch (ProcessException e) {
                // Code has removed it meanwhile.
            }
        }
        return texts;
    }

    private static Runnable subscribe(ProcessManager manager, Runnable listener) {
        return manager.statusUpdates().subscribe().with(update -> listener.run())::cancel;
    }
}
