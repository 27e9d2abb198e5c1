package io.quarkiverse.processmanager.runtime.health;

import java.time.Instant;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.Words;

/**
 * Reports one process from what is already known of it; it never probes. A process that is not required is always UP, with its
 * state in the data.
 */
public final class ProcessHealthCheck implements HealthCheck {

    private final ProcessManager manager;
    private final String id;
    private final boolean required;

    public ProcessHealthCheck(ProcessManager manager, String id, boolean required) {
        this.manager = manager;
        this.id = id;
        this.required = required;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("process " + id);
        ProcessStatus status = manager.status().get(id);
        if (status == null) {
            return response.status(!required).withData("why", "not started yet").build();
        }
        response.status(!required || status.isReady())
                .withData("phase", status.phase().name())
                .withData("health", status.health().name())
                .withData("restarts", status.restarts())
                .withData("why", status.why());
        status.pid().ifPresent(pid -> response.withData("pid", pid)
                .withData("uptime", Words.of(status.uptime(Instant.now()))));
        return response.build();
    }
}
