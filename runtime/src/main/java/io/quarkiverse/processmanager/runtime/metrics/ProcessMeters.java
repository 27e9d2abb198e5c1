package io.quarkiverse.processmanager.runtime.metrics;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.TaskRun;
import io.quarkiverse.processmanager.TaskRuns;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkus.runtime.metrics.MetricsFactory;
import io.quarkus.runtime.metrics.MetricsFactory.TimeRecorder;

/**
 * Publishes the processes in the metrics of the application, each from its first event on. The meters read the latest snapshot.
 * Safe for use by several threads.
 */
@Singleton
public class ProcessMeters {

    private static final String PREFIX = "process.manager.";
    private static final String PROCESS = "process";
    /** The process of which a process is a replica, or the process itself: each meter of a name must have the same tags. */
    private static final String GROUP = "group";

    private final Instance<ProcessManager> manager;
    private final CompletableFuture<MetricsFactory> factory = new CompletableFuture<>();
    /** The timers of the starts, by id of the process. */
    private final Map<String, TimeRecorder> starts = new ConcurrentHashMap<>();

    /** An {@code Instance}, because the first events arrive before the manager is available. */
    @Inject
    public ProcessMeters(Instance<ProcessManager> manager) {
        this.manager = manager;
    }

    /** Creates the meters of all processes that have had an event, and later those of each other process at its first event. */
    public void in(MetricsFactory metrics) {
        factory.complete(metrics);
    }

    /** Also creates the meters of processes without an event. */
    public void addAll() {
        manager.get().status().keySet().forEach(id -> factory.thenAccept(metrics -> startsOf(id, metrics)));
    }

    void observe(@Observes ProcessEvent event) {
        factory.thenAccept(metrics -> {
            TimeRecorder recorder = startsOf(event.id(), metrics);
            if (event instanceof ProcessEvent.Running running) {
                recorder.update(running.after());
            }
        });
    }

    private TimeRecorder startsOf(String id, MetricsFactory metrics) {
        return starts.computeIfAbsent(id, any -> register(id, metrics));
    }

    private TimeRecorder register(String id, MetricsFactory metrics) {
        String group = manager.get().find(id).flatMap(process -> process.definition().replicaOf()).orElse(id);
        for (ProcessPhase phase : ProcessPhase.values()) {
            metrics.builder(PREFIX + "state").description("1 for the phase that the process is in, 0 for the others")
                    .tag(PROCESS, id).tag(GROUP, group).tag("state", phase.name().toLowerCase(Locale.ROOT))
                    .buildGauge(() -> of(id, status -> status.phase() == phase ? 1 : 0));
        }
        metrics.builder(PREFIX + "health").description("1 if the health checks of the process succeed, 0 if they fail")
                .tag(PROCESS, id).tag(GROUP, group)
                .buildGauge(() -> of(id, status -> health(status.health())));
        if (of(id, status -> status.liveness() == Health.UNCHECKED ? 0 : 1) == 1) {
            metrics.builder(PREFIX + "liveness").description("1 if the liveness checks of the process succeed, 0 if they fail")
                    .tag(PROCESS, id).tag(GROUP, group).buildGauge(() -> of(id, status -> health(status.liveness())));
        }
        metrics.builder(PREFIX + "restarts").description("Restarts of the process without a request").tag(PROCESS, id)
                .tag(GROUP, group)
                .buildCounter(this, meters -> meters.of(id, ProcessStatus::restarts));
        if (manager.get().find(id).map(ManagedProcess::definition).filter(ProcessDefinition::external).isEmpty()) {
            registerUsage(id, group, metrics);
        }
        if (of(id, status -> status.runs().isPresent() ? 1 : 0) == 1) {
            registerRuns(id, group, metrics);
        }
        return metrics.builder(PREFIX + "start").description("From the start of the process until it is up").tag(PROCESS, id)
                .tag(GROUP, group)
                .buildTimer();
    }

    /** Not for a process that runs elsewhere: this machine cannot measure it. */
    private void registerUsage(String id, String group, MetricsFactory metrics) {
        metrics.builder(PREFIX + "cpu").description("CPU time of the process; one core is 100").tag(PROCESS, id)
                .tag(GROUP, group).unit("percent")
                .buildGauge(() -> of(id, status -> orNaN(
                        status.metrics().map(ProcessMetrics::cpuPercent).orElse(OptionalDouble.empty()))));
        metrics.builder(PREFIX + "memory").description("Resident memory of the process").tag(PROCESS, id).tag(GROUP, group)
                .unit("bytes")
                .buildGauge(() -> of(id, status -> status.metrics()
                        .filter(measured -> measured.memoryBytes().isPresent())
                        .map(measured -> (double) measured.memoryBytes().getAsLong()).orElse(Double.NaN)));
    }

    /** For a task only. Before its first run the values are unknown. */
    private void registerRuns(String id, String group, MetricsFactory metrics) {
        metrics.builder(PREFIX + "run").description("Duration of the last run of the task").tag(PROCESS, id).tag(GROUP, group)
                .unit("seconds")
                .buildGauge(() -> ofRun(id, run -> Durations.millis(run.exit().uptime()) / 1000.0));
        metrics.builder(PREFIX + "run.success").description("1 if the last run of the task was a success, 0 if not")
                .tag(PROCESS, id).tag(GROUP, group).buildGauge(() -> ofRun(id, run -> run.success() ? 1 : 0));
    }

    private double ofRun(String id, ToDoubleFunction<TaskRun> value) {
        return of(id, status -> status.runs().flatMap(TaskRuns::last).map(run -> value.applyAsDouble(run)).orElse(Double.NaN));
    }

    /** An unknown value is NaN, as meters require. */
    private double of(String id, ToDoubleFunction<ProcessStatus> value) {
        ProcessStatus status = manager.get().status().get(id);
        return status == null ? Double.NaN : value.applyAsDouble(status);
    }

    private static double health(Health health) {
        return switch (health) {
            case HEALTHY -> 1;
            case UNHEALTHY -> 0;
            case UNKNOWN, UNCHECKED -> Double.NaN;
        };
    }

    private static double orNaN(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }
}
