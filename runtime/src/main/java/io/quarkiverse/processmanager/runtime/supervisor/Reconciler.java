package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.plan.PlannedProcesses;
import io.quarkiverse.processmanager.runtime.supervisor.life.Goal;
import io.quarkiverse.processmanager.runtime.supervisor.life.ProcessState;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;

/**
 * Makes the processes follow the plan: adds the new ones, applies changed definitions, and stops in order the ones that are no
 * longer planned. Confined to the loop.
 */
final class Reconciler {

    private final ProcessRegistry registry;
    private final ProcessCommands commands;
    private final Shutdowns shutdowns;
    private final Function<ProcessDefinition, SupervisedProcess> factory;
    /** The ids of the processes that start when the application accepts requests, until then. */
    private final Set<String> postponed = new LinkedHashSet<>();

    Reconciler(ProcessRegistry registry, ProcessCommands commands, Shutdowns shutdowns,
            Function<ProcessDefinition, SupervisedProcess> factory) {
        this.registry = registry;
        this.commands = commands;
        this.shutdowns = shutdowns;
        this.factory = factory;
    }

    /**
     * Declares other processes and starts those that start before or with the application. A process that starts before the
     * application and has failed starts again, because the start of the application waits for the process. The processes that
     * start after the application are remembered until {@link #declareRest}.
     *
     * @return the created processes that cannot go on with this plan, with the reason
     */
    List<Problem> declare(Plan next) {
        return declare(next, false);
    }

    /**
     * Declares other processes while the application runs, and also starts those that start after the application.
     *
     * @return as {@link #declare}
     */
    List<Problem> declareRest(Plan next) {
        return declare(next, true);
    }

    private List<Problem> declare(Plan next, boolean running) {
        PlannedProcesses before = registry.planned();
        PlannedProcesses.Change change = before.declare(next);
        Set<String> starting = new LinkedHashSet<>();
        follow(change.processes()).forEach(process -> starting.add(process.id()));
        next.ids().stream().filter(id -> !before.isDeclared(id)).forEach(starting::add);
        starting.addAll(takePostponed(running));
        if (!running) {
            next.definitions().stream().filter(ProcessSettings::startsBeforeApp).map(ProcessDefinition::id)
                    .filter(this::hasFailed).forEach(starting::add);
        }
        for (String id : starting) {
            registry.findPlanned(id).filter(process -> process.state().definition().start().auto())
                    .ifPresent(process -> start(process, running));
        }
        return change.dropped();
    }

    /** The remembered processes that start now; one whose start phase has changed does not wait for the application. */
    private List<String> takePostponed(boolean running) {
        postponed.removeIf(id -> !registry.planned().isDeclared(id));
        List<String> due = postponed.stream().filter(id -> running || registry.findPlanned(id)
                .filter(process -> ProcessSettings.startsAfterApp(process.state().definition())).isEmpty()).toList();
        due.forEach(postponed::remove);
        return due;
    }

    private void start(SupervisedProcess process, boolean running) {
        if (running || !ProcessSettings.startsAfterApp(process.state().definition())) {
            commands.startWithApplication(process);
        } else {
            postponed.add(process.id());
            process.describe("starts when the application accepts requests");
        }
    }

    private boolean hasFailed(String id) {
        return registry.find(id).map(SupervisedProcess::state)
                .filter(state -> state.phase() == ProcessPhase.FAILED && state.goal() == Goal.UP).isPresent();
    }

    /**
     * Removes the created processes that are not kept on a reload.
     *
     * @return the processes that would be kept but depend on one that is not, with the reason
     */
    List<Problem> detach() {
        PlannedProcesses.Change change = registry.planned().detach();
        follow(change.processes());
        return change.dropped();
    }

    /**
     * Adds processes that code creates.
     *
     * @throws ProcessException if one of them is refused, and then none is added
     */
    void create(Collection<ProcessDefinition> definitions) {
        follow(registry.planned().create(definitions));
    }

    /** Replaces the replicas of a process by others. The ones that are gone leave the registry when nothing of them is alive. */
    void resize(String group, List<ProcessDefinition> replicas) {
        follow(registry.planned().resize(group, replicas));
    }

    /**
     * Removes one process. It leaves the registry when nothing of it is alive.
     *
     * @throws ProcessException if there is none, or if others depend on it
     */
    SupervisedProcess remove(String id) {
        if (registry.find(id).isEmpty() || registry.isPlanned(id)) {
            follow(registry.planned().remove(id));
        }
        SupervisedProcess process = registry.find(id).orElseThrow();
        commands.stop(process);
        return process;
    }

    /** Returns the processes that start with the application since this change, and are to be down so far. */
    private List<SupervisedProcess> follow(PlannedProcesses next) {
        Plan before = registry.plan();
        registry.planned(next);
        List<String> retired = registry.all().stream().map(SupervisedProcess::id).filter(id -> !registry.isPlanned(id))
                .toList();
        if (!retired.isEmpty()) {
            shutdowns.begin(before, retired, OrderedShutdown.Deadline.NONE);
        }
        List<SupervisedProcess> starting = new ArrayList<>();
        for (ProcessDefinition definition : next.plan().definitions()) {
            Optional<SupervisedProcess> known = registry.find(definition.id());
            if (known.isEmpty()) {
                SupervisedProcess added = factory.apply(definition);
                registry.add(added);
                added.changed();
            } else if (change(known.get(), definition, before)) {
                starting.add(known.get());
            }
        }
        return starting;
    }

    /** Returns whether the process starts with the application since this change, and is to be down so far. */
    private boolean change(SupervisedProcess process, ProcessDefinition definition, Plan before) {
        String id = definition.id();
        boolean declared = registry.planned().isDeclared(id);
        if (before.find(id).isEmpty() && declared) {
            // It was being removed and is declared again. A process that code creates again is stopped first.
            shutdowns.release(id);
        }
        ProcessState state = process.state();
        if (state.definition().equals(definition)) {
            return false;
        }
        if (before.findGiven(id).equals(registry.plan().findGiven(id))) {
            // Only what the plan knows of it has changed, because of the other processes. That starts nothing.
            commands.replan(process, definition);
            return false;
        }
        boolean autoBefore = state.definition().start().auto();
        commands.redefine(process, definition);
        return state.goal() == Goal.DOWN && !autoBefore && declared;
    }
}
