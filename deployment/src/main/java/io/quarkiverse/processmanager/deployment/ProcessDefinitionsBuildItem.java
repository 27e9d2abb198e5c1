package io.quarkiverse.processmanager.deployment;

import java.util.List;

import io.quarkiverse.processmanager.runtime.config.DeclaredProcess;
import io.quarkus.builder.item.SimpleBuildItem;

/**
 * The valid processes of the application in the order of their ids, also those that do not run in its launch mode. Commands,
 * ports and timings are those of the build; a start of the application can change them, but not the ids, the dependencies, the
 * health group and whether a process is required.
 */
public final class ProcessDefinitionsBuildItem extends SimpleBuildItem {

    private final List<DeclaredProcess> processes;

    ProcessDefinitionsBuildItem(List<DeclaredProcess> processes) {
        this.processes = List.copyOf(processes);
    }

    public List<DeclaredProcess> processes() {
        return processes;
    }

    /** Those that run in the launch mode of the build. */
    public List<DeclaredProcess> running() {
        return processes.stream().filter(DeclaredProcess::runsHere).toList();
    }
}
