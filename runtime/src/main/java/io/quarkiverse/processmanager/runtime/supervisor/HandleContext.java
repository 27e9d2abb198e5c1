package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.processmanager.runtime.supervisor.application.EventSource;

/**
 * What the handles of all processes of one application share. For any thread.
 *
 * @param rolling the end of the present restart of the replicas of each process; a concurrent map, which only the loop adds to
 */
record HandleContext(Supervisor supervisor, HandleCommands commands, ReplicaScaling scaling, Blocking blocking,
        EventSource source, Map<String, CompletableFuture<Void>> rolling) {
}
