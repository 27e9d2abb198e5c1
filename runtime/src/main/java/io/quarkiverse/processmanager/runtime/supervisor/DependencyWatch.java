package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.rules.Readiness;
import io.quarkiverse.processmanager.runtime.rules.Trigger;
import io.quarkiverse.processmanager.runtime.supervisor.life.Failure;
import io.quarkiverse.processmanager.runtime.supervisor.life.Goal;
import io.quarkiverse.processmanager.runtime.supervisor.life.ProcessState;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;
import io.quarkiverse.processmanager.runtime.supervisor.loop.PublishedState;

/**
 * Re-evaluates the dependencies of the processes that wait for them or have failed because of them. It remembers which processes
 * these are, so that a change of a process costs nothing for all others. Confined to the loop.
 */
final class DependencyWatch {

    private final ProcessRegistry registry;
    private final ProcessCommands commands;
    private final PublishedState published;
    /** For each process that waits or has failed because of a dependency: its dependencies. */
    private final Map<String, Set<String>> watched = new HashMap<>();
    /** For each of these dependencies: the processes that watch it. */
    private final Map<String, Set<String>> watchers = new HashMap<>();

    DependencyWatch(ProcessRegistry registry, ProcessCommands commands, PublishedState published) {
        this.registry = registry;
        this.commands = commands;
        this.published = published;
    }

    /** A process has changed: re-evaluates the process itself and the processes that wait for it. */
    void changed(String id) {
        registry.find(id).ifPresent(this::reevaluate);
        List.copyOf(watchers.getOrDefault(id, Set.of()))
                .forEach(watcher -> registry.find(watcher).ifPresent(this::reevaluate));
    }

    /** The processes that watch a dependency. Another plan can change what they wait for. */
    Set<String> watching() {
        return Set.copyOf(watched.keySet());
    }

    /** The process is removed. */
    void forget(String id) {
        watch(id, Set.of());
    }

    /**
     * Starts a waiting process if its dependencies allow, and fails it if one of them has failed. Starts a process that failed
     * because of a dependency when that comes up.
     */
    private void reevaluate(SupervisedProcess process) {
        ProcessState state = process.state();
        if (state.phase() == ProcessPhase.WAITING) {
            List<String> holding = state.heldUpBy();
            if (holding.isEmpty() && state.runs().isAtOnce()) {
                process.fire(Trigger.READY, "");
            } else if (holding.isEmpty()) {
                follow(process, readiness(state));
            } else {
                process.waitFor(holding);
            }
        } else if (isBlocked(state)
                && state.failure().flatMap(Failure::dependency).filter(id -> hasChanged(id, state)).isPresent()
                && !(readiness(state) instanceof Readiness.Never)) {
            commands.start(process);
        }
        watch(process.id(), state.phase() == ProcessPhase.WAITING || isBlocked(state) ? dependencies(state) : Set.of());
    }

    private static boolean isBlocked(ProcessState state) {
        return state.phase() == ProcessPhase.FAILED && state.goal() == Goal.UP
                && state.failure().flatMap(Failure::dependency).isPresent();
    }

    private static Set<String> dependencies(ProcessState state) {
        Set<String> ids = new LinkedHashSet<>();
        for (Dependency dependency : state.definition().dependencies()) {
            ids.add(dependency.id());
        }
        return ids;
    }

    private void watch(String id, Set<String> dependencies) {
        Set<String> before = watched.getOrDefault(id, Set.of());
        if (before.equals(dependencies)) {
            return;
        }
        for (String dependency : before) {
            Set<String> others = watchers.get(dependency);
            others.remove(id);
            if (others.isEmpty()) {
                watchers.remove(dependency);
            }
        }
        for (String dependency : dependencies) {
            watchers.computeIfAbsent(dependency, any -> new LinkedHashSet<>()).add(id);
        }
        if (dependencies.isEmpty()) {
            watched.remove(id);
        } else {
            watched.put(id, dependencies);
        }
    }

    private void follow(SupervisedProcess process, Readiness readiness) {
        if (readiness instanceof Readiness.NotYet notYet) {
            process.waitFor(notYet.waitingFor());
        } else if (readiness instanceof Readiness.Never never) {
            process.state().failure(Optional.of(Failure.because(never.dependency())));
            process.fire(Trigger.BLOCKED, never.why());
        } else {
            process.fire(Trigger.READY, "");
        }
    }

    private Readiness readiness(ProcessState state) {
        return Readiness.of(state.definition(), registry.plan(), published.statuses());
    }

    /** Of several replicas of which one is enough, each can have changed. */
    private boolean hasChanged(String id, ProcessState state) {
        return hasChanged(id) || state.definition().dependencies().stream().filter(one -> one.id().equals(id))
                .anyMatch(one -> registry.plan().alternatives(one).stream().anyMatch(this::hasChanged));
    }

    /** Whether the dependency that has failed is up or comes up, has exited, or is gone, so that it is worth another evaluation. */
    private boolean hasChanged(String id) {
        return registry.findPlanned(id).map(SupervisedProcess::state).filter(state -> !state.phase().isActive()
                && state.phase() != ProcessPhase.COMPLETED
                && state.failure().filter(failure -> failure.reason() == Reason.EXITED).isEmpty()).isEmpty();
    }
}
