package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
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
import io.quarkiverse.processmanager.runtime.supervisor.life.RunRequest;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;

/**
 * The commands on processes: each sets the goal and fires the trigger that this means in the current phase. The first part is
 * about one process, the second about a process together with the processes that it depends on. Confined to the loop.
 */
final class ProcessCommands {

    private static final Predicate<ProcessDefinition> NONE = any -> false;

    private final ProcessRegistry registry;
    private final Consumer<String> release;
    /** The processes that were stopped before the application stops. */
    private Predicate<ProcessDefinition> forbidden = NONE;

    /** {@code release} takes a process out of all shutdowns that are in progress. */
    ProcessCommands(ProcessRegistry registry, Consumer<String> release) {
        this.registry = registry;
        this.release = release;
    }

    /** Nothing starts these processes from now on: no request, schedule, watched file, dependent or plan. */
    void forbidStarts(Predicate<ProcessDefinition> which) {
        forbidden = which;
    }

    /** Another application begins: all processes may start. */
    void allowStarts() {
        forbidden = NONE;
    }

    /** Whether the process may start: it was not stopped before the application stops. */
    boolean mayStart(SupervisedProcess process) {
        return !forbidden.test(process.state().definition());
    }

    /** Starts the process unless it is up or starting. */
    void start(SupervisedProcess process) {
        start(process, RunRequest.START);
    }

    private void start(SupervisedProcess process, RunRequest run) {
        if (!mayStart(process)) {
            return;
        }
        ProcessState state = process.state();
        process.aim(Goal.UP);
        if (!state.isUp()) {
            state.runs().request(run);
        }
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

    /**
     * Runs a task now, after its dependencies, also if its work is done.
     *
     * @param args arguments behind those of the definition
     * @throws ProcessException if the process is no task, or if it runs or waits for a run
     */
    void run(SupervisedProcess process, List<String> args) {
        if (!ProcessSettings.isTask(process.state().definition())) {
            throw refused(process, ProcessException.Reason.INVALID, "it is no task; set kind=task, or start it");
        }
        if (isBusy(process.state())) {
            throw refused(process, ProcessException.Reason.ALREADY_RUNNING,
                    "its present run has not ended: " + process.state().why());
        }
        startDependencies(process, Set.of(ProcessPhase.FAILED));
        release(process, new HashSet<>());
        start(process, RunRequest.run(args));
    }

    private static ProcessException refused(SupervisedProcess process, ProcessException.Reason reason, String why) {
        return new ProcessException(reason, process.id(), "cannot run process '" + process.id() + "': " + why);
    }

    /** Whether a run is in progress or about to begin, and is not being stopped for good. */
    private static boolean isBusy(ProcessState state) {
        return state.goal() == Goal.UP && state.phase().isActive();
    }

    /** A run of the schedule is due. */
    void runOnSchedule(SupervisedProcess process) {
        ProcessState state = process.state();
        if (!isBusy(state)) {
            run(process, List.of());
            return;
        }
        switch (state.definition().start().schedule().overlap()) {
            case SKIP -> {
                // The status has the time of the next run.
            }
            case QUEUE -> {
                state.runs().queue();
                process.changed();
            }
            case REPLACE -> {
                restart(process, RunRequest.run(List.of()), "replaced by the next run of its schedule");
            }
        }
    }

    /** Begins the run that waits for the end of the one before. */
    void runQueued(SupervisedProcess process) {
        if (process.state().runs().isQueued() && !isBusy(process.state())) {
            process.state().runs().clearQueue();
            run(process, List.of());
        }
    }

    /** Stops the process. A stop takes precedence over everything else. */
    void stop(SupervisedProcess process) {
        ProcessState state = process.state();
        state.runs().clearQueue();
        process.aim(Goal.DOWN);
        state.incarnation().ifPresent(current -> current.ending().because(TerminationCause.STOP, ""));
        if (state.phase() == ProcessPhase.FAILED && state.isHeldUp()) {
            // A kill has failed. The process becomes STOPPED when its tree is gone; the goal remembers that. A shutdown waits no
            // longer for the process.
            process.changed();
            return;
        }
        if (state.phase() == ProcessPhase.WAITING && state.isHeldUp()) {
            // A start waits for the end of a tree that could not be killed. The tree is still alive.
            process.notKilled();
        } else {
            process.fire(state.hasLeftovers() ? Trigger.SWEEP : Trigger.STOP, TerminationCause.STOP.words());
        }
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
        restart(process, RunRequest.START, why);
    }

    private void restart(SupervisedProcess process, RunRequest run, String why) {
        if (!mayStart(process)) {
            return;
        }
        if (process.state().isUp() || process.state().hasLeftovers()) {
            process.state().runs().request(run);
            process.aim(Goal.UP);
            process.end(TerminationCause.RESTART, "", why);
        } else {
            start(process, run);
        }
    }

    /** Applies another definition. The process restarts only if its command or environment differs. */
    void redefine(SupervisedProcess process, ProcessDefinition changed) {
        ProcessState state = process.state();
        ProcessDefinition before = state.definition();
        if (!before.start().schedule().equals(changed.start().schedule())) {
            state.runs().next(Optional.empty());
        }
        process.redefine(changed);
        if (state.goal() == Goal.UP && ProcessSettings.needRestart(before, changed)) {
            restart(process, ChangedSettings.why(before, changed));
        } else if (state.goal() == Goal.UP && state.phase() == ProcessPhase.FAILED) {
            start(process);
        } else if (!before.healthCheck().equals(changed.healthCheck()) || !before.liveness().equals(changed.liveness())) {
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
        start(process, onRequest(process));
        if (waited && mayStart(process)) {
            if (process.state().heldUpBy().isEmpty()) {
                process.fire(Trigger.READY, "");
            } else {
                // The hold is no dependency: the process starts when it is over.
                process.state().runs().requestAtOnce();
            }
        }
    }

    /** Restarts a process on request, and starts its dependencies that are down. */
    void restartOnRequest(SupervisedProcess process) {
        restartOnRequest(process, "restarted on request");
    }

    void restartOnRequest(SupervisedProcess process, String why) {
        startDependencies(process, Set.of(ProcessPhase.FAILED));
        release(process, new HashSet<>());
        restart(process, onRequest(process), why);
    }

    /** A success that is remembered skips no start of the process itself on request. */
    private static RunRequest onRequest(SupervisedProcess process) {
        return process.state().definition().start().rerun().isPresent() ? RunRequest.run(List.of()) : RunRequest.START;
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

    /** A start takes the process and all that it depends on out of the shutdowns that are in progress. */
    private void release(SupervisedProcess process, Set<String> released) {
        if (mayStart(process) && released.add(process.id())) {
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
