package io.quarkiverse.processmanager.docs;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessStatus;

// tag::scale[]
@ApplicationScoped
class Scaling {

    private final ManagedProcess worker;

    Scaling(@ForProcess("worker") ManagedProcess worker) {
        this.worker = worker;
    }

    CompletionStage<Map<String, ProcessStatus>> follow(int waitingJobs) {
        return worker.scale(Math.max(1, Math.min(8, waitingJobs / 10)));
    }

    List<Integer> ports() {
        return worker.replicas().stream().map(replica -> replica.definition().port().orElseThrow()).toList();
    }
}
// end::scale[]

@ApplicationScoped
class Workers {

    private final ProcessManager processes;

    Workers(ProcessManager processes) {
        this.processes = processes;
    }

    // tag::create[]
    CompletionStage<Map<String, ProcessStatus>> create() {
        return processes.start(ProcessDefinition.builder("worker").command("python3", "worker.py", "--port", "{port}")
                .replicas(3).port(0).build());
    }
    // end::create[]
}
