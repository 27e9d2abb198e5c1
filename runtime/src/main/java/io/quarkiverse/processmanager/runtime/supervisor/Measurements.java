package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.HashSet;
import java.util.Set;

import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.supervisor.life.ProcessState;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;

/** Measures what the processes use. One step takes the results of all of them. Confined to the loop. */
final class Measurements {

    private final SupervisorContext context;
    private final ProcessRegistry registry;

    Measurements(SupervisorContext context, ProcessRegistry registry) {
        this.context = context;
        this.registry = registry;
    }

    /** Requests a measurement of the running processes that have metrics. */
    void take() {
        Set<String> ids = new HashSet<>();
        for (SupervisedProcess process : registry.all()) {
            ProcessState state = process.state();
            if (state.isUp() && state.definition().metrics() && state.status().isAlive()) {
                ids.add(process.id());
            }
        }
        if (!ids.isEmpty()) {
            context.runner().measure(ids, all -> context.post(() -> all.forEach(this::measured)));
        }
    }

    private void measured(ProcessRunner.Measurement measurement) {
        registry.find(measurement.processId()).ifPresent(process -> process.measured(measurement));
    }
}
