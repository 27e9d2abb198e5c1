package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.util.List;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.runtime.rules.ProbeTally.Purpose;
import io.quarkiverse.processmanager.runtime.supervisor.application.CheckRequest;
import io.quarkiverse.processmanager.runtime.supervisor.application.CheckedPorts;

/** Requests for checks of a process without ports. */
final class ApplicationChecks {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private ApplicationChecks() {
    }

    static CheckRequest health(String processId, Probe probe) {
        return request(processId, Purpose.HEALTH, probe);
    }

    static CheckRequest liveness(String processId, Probe probe) {
        return request(processId, Purpose.LIVENESS, probe);
    }

    private static CheckRequest request(String processId, Purpose purpose, Probe probe) {
        ProcessDefinition definition = ProcessDefinition.builder(processId).command("run")
                .health(health -> health.probe(probe).timeout(PATIENCE)).build();
        return new CheckRequest(processId, purpose, null, definition.healthCheck().orElseThrow(),
                new CheckedPorts(null, List.of()));
    }
}
