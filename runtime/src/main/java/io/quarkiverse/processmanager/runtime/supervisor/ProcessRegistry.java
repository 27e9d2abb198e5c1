package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.plan.PlannedProcesses;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;

/** All processes by id, and the plan. A process that is not in the plan is being removed. Confined to the loop. */
final class ProcessRegistry {

    private final Map<String, SupervisedProcess> processes = new LinkedHashMap<>();
    private PlannedProcesses planned = PlannedProcesses.EMPTY;
    private long visits;

    PlannedProcesses planned() {
        return planned;
    }

    void planned(PlannedProcesses next) {
        planned = next;
    }

    Plan plan() {
        return planned.plan();
    }

    /** A copy, since a step can add and remove processes. For steps that concern all processes only. */
    List<SupervisedProcess> all() {
        visits += processes.size();
        return List.copyOf(processes.values());
    }

    Optional<SupervisedProcess> find(String id) {
        visits++;
        return Optional.ofNullable(processes.get(id));
    }

    /** The process, unless it is being removed. */
    Optional<SupervisedProcess> findPlanned(String id) {
        return find(id).filter(process -> isPlanned(id));
    }

    /** The number of processes that all steps have looked up; tests check that it does not grow with the number of processes. */
    long visits() {
        return visits;
    }

    boolean isPlanned(String id) {
        return plan().find(id).isPresent();
    }

    void add(SupervisedProcess process) {
        processes.put(process.id(), process);
    }

    void remove(String id) {
        processes.remove(id);
    }
}
