package io.quarkiverse.processmanager.runtime.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkiverse.processmanager.CheckGroup;
import io.quarkiverse.processmanager.HealthReport;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

/**
 * Reports the processes that code creates in the health of the application. Code creates and removes them while the health
 * checks run, and the registries do not support that, so one check reports all processes of a group. The first process of a
 * group registers the check. It is no listener with a queue, whose thread each start of a process would wake. Safe for use by several
 * threads.
 */
final class CreatedProcesses {

    private final ProcessManager manager;
    private final Set<String> declared;
    /** For each group the action that removes its check. */
    private final Map<CheckGroup, Runnable> checks = new ConcurrentHashMap<>();
    private volatile boolean ended;

    CreatedProcesses(ProcessManager manager, Set<String> declared) {
        this.manager = manager;
        this.declared = declared;
    }

    /** Registers the checks of the processes that a live reload has kept. */
    void addPresent() {
        manager.status().keySet().forEach(this::addCheck);
    }

    /** Registers the check of a process that is started for the first time: it begins with one of these events. */
    void accept(ProcessEvent event) {
        boolean begins = event instanceof ProcessEvent.Waiting
                || event instanceof ProcessEvent.Starting starting && starting.incarnation() == 1;
        if (begins && !ended) {
            addCheck(event.id());
        }
    }

    /** Removes the checks, and registers no further one. */
    void end() {
        ended = true;
        for (Runnable removal : checks.values()) {
            removal.run();
        }
        checks.clear();
    }

    private void addCheck(String id) {
        manager.find(id).filter(process -> !isDeclared(process)).flatMap(CreatedProcesses::report).map(HealthReport::group)
                .filter(group -> group != CheckGroup.NONE)
                .ifPresent(group -> checks.computeIfAbsent(group, any -> CreatedProcessesCheck.register(this, group)));
    }

    /** The statuses of the started processes of a group, each with whether the application requires the process. */
    Map<ProcessStatus, Boolean> of(CheckGroup group) {
        Map<ProcessStatus, Boolean> found = new LinkedHashMap<>();
        for (ManagedProcess process : manager.processes()) {
            Optional<HealthReport> report = report(process).filter(some -> some.group() == group);
            ProcessStatus status = manager.status().get(process.id());
            if (status != null && report.isPresent() && !isDeclared(process) && wasStarted(status)) {
                found.put(status, report.get().required());
            }
        }
        return found;
    }

    /** A declared process with replicas has one check for all of them. */
    private boolean isDeclared(ManagedProcess process) {
        try {
            return declared.contains(process.id()) || process.definition().replicaOf().filter(declared::contains).isPresent();
        } catch (ProcessException e) {
            // The process was removed meanwhile.
            return true;
        }
    }

    private static boolean wasStarted(ProcessStatus status) {
        return status.incarnation() > 0 || status.phase() != ProcessPhase.STOPPED;
    }

    private static Optional<HealthReport> report(ManagedProcess process) {
        try {
            return Optional.of(process.definition().report());
        } catch (ProcessException e) {
            // The process was removed meanwhile.
            return Optional.empty();
        }
    }
}
