package io.quarkiverse.processmanager.runtime.health;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;

/**
 * Registers the health checks when the application starts. This class refers to no class of SmallRye Health, because the build
 * loads it also when a user has excluded SmallRye Health.
 */
@Recorder
public class ProcessHealthRecorder {

    /**
     * Registers the checks of the declared processes.
     *
     * @param types the name of the {@code HealthType} of the check of each declared process, by id
     * @param required whether a declared process that is not ready makes its check fail, by id
     * @param manager waits until the process manager has started
     * @return receives the ids of the processes that run in the mode of the application
     */
    public Consumer<List<String>> checks(Map<String, String> types, Map<String, Boolean> required,
            Supplier<ProcessManager> manager, ShutdownContext shutdown) {
        return ids -> ids.stream().filter(types::containsKey).forEach(id -> shutdown.addShutdownTask(
                ProcessHealthCheck.register(manager, id, required.get(id), types.get(id))));
    }

    /**
     * Registers the checks of the processes that code creates as soon as they exist.
     *
     * @param declared the ids of all declared processes
     * @return receives the manager, and what passes each event to a receiver on the thread that publishes
     */
    public BiConsumer<ProcessManager, Consumer<Consumer<ProcessEvent>>> checksOfCreated(List<String> declared,
            ShutdownContext shutdown) {
        return (manager, events) -> {
            CreatedProcesses created = new CreatedProcesses(manager, Set.copyOf(declared));
            events.accept(created::accept);
            created.addPresent();
            shutdown.addShutdownTask(created::end);
        };
    }
}
