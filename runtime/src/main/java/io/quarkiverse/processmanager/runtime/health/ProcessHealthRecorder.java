package io.quarkiverse.processmanager.runtime.health;

import java.util.Map;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;
import io.smallrye.health.api.HealthRegistry;
import io.smallrye.health.api.HealthType;
import io.smallrye.health.registry.HealthRegistries;

/**
 * Registers the checks of those processes that the application really manages: which ones run can depend on settings that are
 * known only when it starts. The registries are static and outlive a live reload, so the checks leave with the application.
 */
@Recorder
public class ProcessHealthRecorder {

    /**
     * @param types the kind of check for each process, by id
     * @param required whether a process that is not ready makes its check fail, by id
     */
    public void register(RuntimeValue<ProcessManager> manager, Map<String, HealthType> types, Map<String, Boolean> required,
            ShutdownContext shutdown) {
        manager.getValue().status().keySet().forEach(id -> {
            HealthType type = types.get(id);
            if (type != null) {
                HealthRegistry registry = HealthRegistries.getRegistry(type);
                registry.register(name(id), new ProcessHealthCheck(manager.getValue(), id, required.get(id)));
                shutdown.addShutdownTask(() -> registry.remove(name(id)));
            }
        });
    }

    private static String name(String id) {
        return "process-" + id;
    }
}
