package io.quarkiverse.processmanager.deployment;

import java.util.Optional;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.builder.item.SimpleBuildItem;
import io.quarkus.runtime.RuntimeValue;

/** The process manager knows the declared processes and has begun to start them. */
final class ProcessesStartedBuildItem extends SimpleBuildItem {

    private final Optional<RuntimeValue<ProcessManager>> manager;

    private ProcessesStartedBuildItem(Optional<RuntimeValue<ProcessManager>> manager) {
        this.manager = manager;
    }

    static ProcessesStartedBuildItem with(RuntimeValue<ProcessManager> manager) {
        return new ProcessesStartedBuildItem(Optional.of(manager));
    }

    static ProcessesStartedBuildItem none() {
        return new ProcessesStartedBuildItem(Optional.empty());
    }

    /** Absent if the process manager is disabled. */
    Optional<RuntimeValue<ProcessManager>> manager() {
        return manager;
    }
}
