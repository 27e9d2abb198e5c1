package io.quarkiverse.processmanager.runtime.health;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.Registration;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;

/**
 * Registers the health checks when the application starts. This class refers to no class of SmallRye Health, because the build
 * loads it also when a user has excluded SmallRye Health.
 */
@Recorder
public class ProcessHealthRecorder {

    /**
     * @param types the name of the {@code HealthType} of the check of each process, by id
     * @param required whether a process that is not ready makes its check fail, by id
     */
    public void registerDeclared(RuntimeValue<ProcessManager> manager, Map<String, String> types, Map<String, Boolean> required,
            ShutdownContext shutdown) {
        ProcessManager processes = manager.getValue();
        processes.status().keySet().stream().filter(types::containsKey).forEach(id -> shutdown.addShutdownTask(
                ProcessHealthCheck.register(processes, id, required.get(id), types.get(id))));
    }

    /** Registers the checks of the processes that code creates, as soon as they exist. */
    public void followCreated(RuntimeValue<ProcessManager> manager, List<String> declared, ShutdownContext shutdown) {
        CreatedProcesses created = new CreatedProcesses(manager.getValue(), Set.copyOf(declared));
        Registration registration = created.follow();
        shutdown.addShutdownTask(() -> {
            registration.close();
            created.removeChecks();
        });
    }
}
