package io.quarkiverse.processmanager.runtime.supervisor;

import io.quarkiverse.processmanager.runtime.supervisor.application.EventSource;

/** What the handles of all processes of one application share. For any thread. */
record HandleContext(Supervisor supervisor, PendingCommands commands, ReplicaScaling scaling, Blocking blocking,
        EventSource source) {
}
