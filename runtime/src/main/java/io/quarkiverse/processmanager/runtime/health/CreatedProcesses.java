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
import io.quarkiverse.processmanager.Registration;

/**
 * The processes that code creates, as the health of the application sees them. They come and go while it is being asked for,
 * and
 * the registries are not made for that, so there is one check for all of a group; it is registered when there is the first of
 * them. Safe for use by several threads.
 */
final class CreatedProcesses {

    private final ProcessManager manager;
    private final Set<String> declared;
    /** What removes the check of each group. */
    private final Map<CheckGroup, Runnable> checks = new ConcurrentHashMap<>();

    CreatedProcesses(ProcessManager manager, Set<String> declared) {
        this.manager = manager;
        this.declared = declared;
    }

    /** Looks out for them from now on, and at those that were kept on a reload. */
    Registration follow() {
        Registration registration = manager.on(ProcessEvent.class, event -> show(event.id()));
        manager.status().keySet().forEach(this::show);
        return registration;
    }

    /** Removes the checks. */
    void hide() {
        checks.values().forEach(Runnable::run);
        checks.clear();
    }

    private void show(String id) {
        manager.find(id).filter(process -> !declared.contains(id)).flatMap(CreatedProcesses::report).map(HealthReport::group)
                .filter(group -> group != CheckGroup.NONE)
                .ifPresent(group -> checks.computeIfAbsent(group, any -> CreatedProcessesCheck.register(this, group)));
    }

    /** How those of a group are that have been started, with whether the application needs them. */
    Map<ProcessStatus, Boolean> of(CheckGroup group) {
        Map<ProcessStatus, Boolean> found = new LinkedHashMap<>();
        for (ManagedProcess process : manager.processes()) {
            Optional<HealthReport> report = report(process).filter(some -> some.group() == group);
            ProcessStatus status = manager.status().get(process.id());
            if (status != null && report.isPresent() && !declared.contains(process.id()) && wasStarted(status)) {
                found.put(status, report.get().required());
            }
        }
        return found;
    }

    private static boolean wasStarted(ProcessStatus status) {
        return status.incarnation() > 0 || status.phase() != ProcessPhase.STOPPED;
    }

    private static Optional<HealthReport> report(ManagedProcess process) {
        try {
            return Optional.of(process.definition().report());
        } catch (ProcessException e) {
            // The process has been removed meanwhile.
            return Optional.empty();
        }
    }
}
