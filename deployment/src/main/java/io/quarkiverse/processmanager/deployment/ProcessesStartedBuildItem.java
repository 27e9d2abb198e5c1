package io.quarkiverse.processmanager.deployment;

import java.util.Optional;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.builder.item.SimpleBuildItem;
import io.quarkus.runtime.RuntimeValue;

/** The processes are known to the process manager from here on; whether they are up is another matter. */
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

    /** Absent if the process manager is switched off. */
    Optional<RuntimeValue<ProcessManager>> manager() {
        return manager;
    }
}
