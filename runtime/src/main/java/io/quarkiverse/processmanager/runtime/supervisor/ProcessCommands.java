package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.definition.ChangedSettings;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.rules.RestartHistory;
import io.quarkiverse.processmanager.runtime.rules.TerminationCause;
import io.quarkiverse.processmanager.runtime.rules.Trigger;
import io.quarkiverse.processmanager.runtime.rules.plan.References;
import io.quarkiverse.processmanager.runtime.supervisor.life.Goal;
import io.quarkiverse.processmanager.runtime.supervisor.life.Incarnation;
import io.quarkiverse.processmanager.runtime.supervisor.life.ProcessState;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;

/**
 * The commands on processes: each sets the goal and fires the trigger that this means in the current phase. The first part is
 * about one process, the second about a process together with the processes that it depends on. Confined to the loop.
 */
final class ProcessCommands {

    private final ProcessRegistry registry;
    private final Consumer<String> release;

    /** {@code release} takes a process out of all shutdowns that are in progress. */
    ProcessCommands(ProcessRegistry registry, Consumer<String> release) {
        this.registry = registry;
        this.release = release;
    }

    /** Starts the process unless it is up or starting. */
    void start(SupervisedProcess process) {
        ProcessState state = process.state();
        process.aim(Goal.UP);
        switch (state.phase()) {
            case STOPPED, COMPLETED, FAILED, BACKOFF -> {
                state.budget(RestartHistory.FRESH);
                process.fire(Trigger.START, "");
            }
            case STOPPING, KILLING -> {
                process.fire(Trigger.START, "");
                state.incarnation().ifPresent(current -> current.ending().because(TerminationCause.RESTART, ""));
            }
            case WAITING, STARTING, RUNNING -> process.fire(Trigger.START, "");
        }
    }

    /** Stops the process. A stop takes precedence over everything else. */
    void stop(SupervisedProcess process) {
        ProcessState state = process.state();
        process.aim(Goal.DOWN);
        state.incarnation().ifPresent(current -> current.ending().because(TerminationCause.STOP, ""));
        if (state.phase() == ProcessPhase.FAILED && state.isHeldUp()) {
            // A kill has failed. The process becomes STOPPED when its tree is gone; the goal remembers that. A shutdown waits no
            // longer for the process.
            process.changed();
            return;
        }
        process.fire(state.hasLeftovers() ? Trigger.SWEEP : Trigger.STOP, TerminationCause.STOP.words());
    }

    /** Stops the process with a grace period that is not longer than {@code limit}, counted from its stop signal. */
    void stopWithin(SupervisedProcess process, Duration limit) {
        process.limitGrace(limit);
        stop(process);
    }

    /** Stops the process and ends its grace period at once. */
    void kill(SupervisedProcess process) {
        stop(process);
        if (process.state().phase() == ProcessPhase.STOPPING) {
            process.fire(Trigger.TIMER, "killed: the time to stop is over");
        }
    }

    /** Stops what is alive of the process, and starts it again. */
    void restart(SupervisedProcess process, String why) {
        if (process.state().isUp() || process.state().hasLeftovers()) {
            process.aim(Goal.UP);
            process.end(TerminationCause.RESTART, "", why);
        } else {
            start(process);
        }
    }

    /** Applies another definition. The process restarts only if its command or environment differs. */
    void redefine(SupervisedProcess process, ProcessDefinition changed) {
        ProcessState state = process.state();
        ProcessDefinition before = state.definition();
        process.redefine(changed);
        if (state.goal() == Goal.UP && ProcessSettings.needRestart(before, changed)) {
            restart(process, ChangedSettings.why(before, changed));
        } else if (state.goal() == Goal.UP && state.phase() == ProcessPhase.FAILED) {
            start(process);
        } else if (!before.healthCheck().equals(changed.healthCheck())) {
            process.probeAnew();
        }
    }

    /** Applies what the plan has found out about the process. It restarts only if one of its dependencies has another address. */
    void replan(SupervisedProcess process, ProcessDefinition changed) {
        ProcessState state = process.state();
        boolean moved = References.haveMoved(state.incarnation().map(Incarnation::references)
                .orElse(state.definition().command().references()), changed.command().references());
        process.redefine(changed);
        if (moved && state.isUp()) {
            restart(process, "a dependency has another address");
        } else if (moved && state.goal() == Goal.UP && state.phase() == ProcessPhase.FAILED) {
            start(process);
        }
    }

    // With dependencies

    /** Starts a process on request, with its dependencies that are down. The process itself waits for none of them any more. */
    void startOnRequest(SupervisedProcess process) {
        startDependencies(process, Set.of(ProcessPhase.FAILED));
        release(process, new HashSet<>());
        boolean waited = process.state().phase() == ProcessPhase.WAITING;
        start(process);
        if (waited && !process.state().isHeldUp()) {
            process.fire(Trigger.READY, "");
        }
    }

    /** Restarts a process on request, and starts its dependencies that are down. */
    void restartOnRequest(SupervisedProcess process) {
        startDependencies(process, Set.of(ProcessPhase.FAILED));
        release(process, new HashSet<>());
        restart(process, "restarted on request");
    }

    /** Starts a process with its dependencies, unless it is up, starting or completed. */
    void bringUp(SupervisedProcess process) {
        if (process.state().phase() != ProcessPhase.COMPLETED) {
            release(process, new HashSet<>());
            startWithDependencies(process, Set.of(ProcessPhase.FAILED));
        }
    }

    /** Starts a process with its application. Dependencies that have failed stay as they are. */
    void startWithApplication(SupervisedProcess process) {
        startWithDependencies(process, Set.of());
    }

    /** A process was started again: restarts the dependents whose {@code on-dependency-restart} says so. */
    void restartDependents(String id) {
        registry.plan().followers(id).forEach(follower -> registry.find(follower).ifPresent(process -> {
            ProcessState state = process.state();
            if (state.goal() == Goal.UP && (state.isUp() || state.phase() == ProcessPhase.COMPLETED)) {
                restart(process, id + " was restarted");
            }
        }));
    }

    /** A start takes the process and all that it depends on out of the shutdowns that are in progress. */
    private void release(SupervisedProcess process, Set<String> released) {
        if (released.add(process.id())) {
            release.accept(process.id());
            process.state().definition().dependencies().forEach(
                    dependency -> registry.findPlanned(dependency.id()).ifPresent(other -> release(other, released)));
        }
    }

    private void startWithDependencies(SupervisedProcess process, Set<ProcessPhase> alsoFrom) {
        startDependencies(process, alsoFrom);
        start(process);
    }

    private void startDependencies(SupervisedProcess process, Set<ProcessPhase> alsoFrom) {
        for (Dependency dependency : process.state().definition().dependencies()) {
            registry.findPlanned(dependency.id()).filter(other -> isStartable(other.state(), alsoFrom))
                    .ifPresent(other -> startWithDependencies(other, alsoFrom));
        }
    }

    private static boolean isStartable(ProcessState state, Set<ProcessPhase> alsoFrom) {
        return state.isGoingDown() || state.phase() == ProcessPhase.STOPPED || alsoFrom.contains(state.phase());
    }
}
