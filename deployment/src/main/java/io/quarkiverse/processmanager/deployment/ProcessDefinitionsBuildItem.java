package io.quarkiverse.processmanager.deployment;

import java.util.List;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkus.builder.item.SimpleBuildItem;

/**
 * The valid processes of the application in the order of their ids, including the processes that do not run in the launch mode.
 * Commands, ports and timings are the values of the build; the configuration at start can change them. The ids, the
 * dependencies, the health groups and whether a process is required are fixed.
 */
public final class ProcessDefinitionsBuildItem extends SimpleBuildItem {

    private final List<ProcessDefinition> processes;
    private final List<ProcessDefinition> running;

    ProcessDefinitionsBuildItem(List<ProcessDefinition> processes, List<ProcessDefinition> running) {
        this.processes = List.copyOf(processes);
        this.running = List.copyOf(running);
    }

    /** All definitions. */
    public List<ProcessDefinition> processes() {
        return processes;
    }

    /** The definitions that run in the launch mode of the build. */
    public List<ProcessDefinition> running() {
        return running;
    }

    List<String> ids() {
        return processes.stream().map(ProcessDefinition::id).toList();
    }
}
