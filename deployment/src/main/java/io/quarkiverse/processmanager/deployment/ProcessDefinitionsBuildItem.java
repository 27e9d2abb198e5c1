package io.quarkiverse.processmanager.deployment;

import java.util.List;

import io.quarkiverse.processmanager.runtime.config.DeclaredProcess;
import io.quarkus.builder.item.SimpleBuildItem;

/**
 * The valid processes of the application in the order of their ids, including the processes that do not run in the launch mode.
 * Commands, ports and timings are the values of the build; the configuration at start can change them. The ids, the
 * dependencies, the health groups and whether a process is required are fixed.
 */
public final class ProcessDefinitionsBuildItem extends SimpleBuildItem {

    private final List<DeclaredProcess> processes;

    ProcessDefinitionsBuildItem(List<DeclaredProcess> processes) {
        this.processes = List.copyOf(processes);
    }

    public List<DeclaredProcess> processes() {
        return processes;
    }

    /** The processes that run in the launch mode of the build. */
    public List<DeclaredProcess> running() {
        return processes.stream().filter(DeclaredProcess::runsHere).toList();
    }
}
