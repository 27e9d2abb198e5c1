package io.quarkiverse.processmanager.runtime.health;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import io.quarkiverse.processmanager.CheckGroup;
import io.smallrye.health.api.HealthRegistry;
import io.smallrye.health.api.HealthType;
import io.smallrye.health.registry.HealthRegistries;

/** Reports the created processes of one group from their statuses, each with its phase and the reason; it never probes. */
final class CreatedProcessesCheck implements HealthCheck {

    private static final String NAME = "processes made by code";

    private final CreatedProcesses processes;
    private final CheckGroup group;

    private CreatedProcessesCheck(CreatedProcesses processes, CheckGroup group) {
        this.processes = processes;
        this.group = group;
    }

    /**
     * Adds the check to the registry of a group.
     *
     * @return removes the check
     */
    static Runnable register(CreatedProcesses processes, CheckGroup group) {
        HealthRegistry registry = HealthRegistries.getRegistry(HealthType.valueOf(group.name()));
        registry.register(NAME, new CreatedProcessesCheck(processes, group));
        return () -> registry.remove(NAME);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME).up();
        processes.of(group).forEach((status, required) -> {
            response.withData(status.id(), status.phase() + ": " + status.why());
            if (required && !status.isReady()) {
                response.down();
            }
        });
        return response.build();
    }
}
