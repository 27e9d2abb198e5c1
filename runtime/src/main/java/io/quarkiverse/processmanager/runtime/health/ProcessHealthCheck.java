package io.quarkiverse.processmanager.runtime.health;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.TaskRun;
import io.quarkiverse.processmanager.TaskRuns;
import io.quarkiverse.processmanager.runtime.time.SystemClock;
import io.smallrye.health.api.HealthRegistry;
import io.smallrye.health.api.HealthType;
import io.smallrye.health.registry.HealthRegistries;

/**
 * Reports one process from its status; it never probes. The liveness check of the process is only data: the engine restarts
 * the process, and a restart of the application would not help. A process that is not required is always UP, with its phase and health
 * in the data. The uptime is in seconds.
 */
final class ProcessHealthCheck implements HealthCheck {

    private final Supplier<ProcessManager> manager;
    private final String id;
    private final boolean required;

    private ProcessHealthCheck(Supplier<ProcessManager> manager, String id, boolean required) {
        this.manager = manager;
        this.id = id;
        this.required = required;
    }

    /**
     * Adds the check of a process to the registry of the given {@link HealthType}. The set of processes can depend on settings
     * that only the start knows, so the checks cannot be beans. The registries are static and outlive a live reload.
     *
     * @return removes the check
     */
    static Runnable register(Supplier<ProcessManager> manager, String id, boolean required, String type) {
        HealthRegistry registry = HealthRegistries.getRegistry(HealthType.valueOf(type));
        String name = "process-" + id;
        registry.register(name, new ProcessHealthCheck(manager, id, required));
        return () -> registry.remove(name);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("process " + id);
        ProcessStatus status = manager.get().status().get(id);
        List<ManagedProcess> replicas = status == null ? replicas() : List.of();
        if (!replicas.isEmpty()) {
            return ofReplicas(response, replicas);
        }
        if (status == null) {
            return response.up().withData("why", "it has been removed").build();
        }
        response.status(!required || status.isReady() || hasDoneItsWork(status, isScheduled()))
                .withData("phase", status.phase().name())
                .withData("health", status.health().name())
                .withData("restarts", status.restarts())
                .withData("why", status.why());
        if (manager.get().find(id).filter(process -> process.definition().external()).isPresent()) {
            response.withData("external", true);
        }
        if (status.liveness() != Health.UNCHECKED) {
            response.withData("liveness", status.liveness().name());
        }
        status.pid().ifPresent(pid -> response.withData("pid", pid)
                .withData("uptime", status.uptime(SystemClock.wallTime()).toSeconds()));
        status.runs().flatMap(TaskRuns::last).ifPresent(run -> response.withData("lastRun", run.exit().toString()));
        return response.build();
    }

    private List<ManagedProcess> replicas() {
        try {
            return manager.get().find(id).map(ManagedProcess::replicas).orElse(List.of());
        } catch (ProcessException e) {
            // The process was removed meanwhile.
            return List.of();
        }
    }

    /** One check for all replicas, because their number can change: it is UP if all are ready, and names each of them. */
    private HealthCheckResponse ofReplicas(HealthCheckResponseBuilder response, List<ManagedProcess> replicas) {
        Map<String, ProcessStatus> statuses = manager.get().status();
        boolean ready = true;
        for (ManagedProcess replica : replicas) {
            ProcessStatus status = statuses.get(replica.id());
            if (status != null) {
                ready &= status.isReady();
                response.withData(replica.id(), status.phase() + ": " + status.why());
            }
        }
        return response.withData("replicas", replicas.size()).status(!required || ready).build();
    }

    /**
     * A task that runs again has done its work before. The runs of a schedule come when the application serves already, so none of
     * them decides whether it can.
     */
    static boolean hasDoneItsWork(ProcessStatus status, boolean scheduled) {
        return scheduled || status.phase().isActive()
                && status.runs().flatMap(TaskRuns::last).filter(TaskRun::success).isPresent();
    }

    private boolean isScheduled() {
        return manager.get().find(id).filter(process -> process.definition().start().schedule().isSet()).isPresent();
    }
}
