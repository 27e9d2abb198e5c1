package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.supervisor.life.PendingResult;
import io.quarkiverse.processmanager.runtime.supervisor.life.ProcessState;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;
import io.quarkiverse.processmanager.runtime.supervisor.loop.Loop;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;

/**
 * A stop of several processes: a process is stopped once no process of the shutdown that depends on it is alive; independent
 * ones are stopped at once. At the time limit the processes that have had their time are killed; then all others are stopped at
 * once, each with a last grace period. Confined to the loop.
 */
final class OrderedShutdown {

    /** The time that killed processes have to disappear before the processes that they depend on are stopped. */
    private static final Duration KILLS = Duration.ofSeconds(1);

    private final Scope scope;
    private final Index index;
    private final long number;
    private final Set<String> remaining;
    /** For each remaining process: its dependencies, which are stopped after it. */
    private final Map<String, List<String>> heldBack = new HashMap<>();
    /** The remaining processes that are being killed; only kept in {@link Stage#KILLING}. */
    private final Set<String> kills = new HashSet<>();
    private final Deadline deadline;
    private Stage stage = Stage.ORDERED;
    private Loop.Timer timer;

    /** What a shutdown works with. */
    record Scope(SupervisorContext context, ProcessRegistry registry, ProcessCommands commands) {
    }

    /** What a shutdown knows of all shutdowns that are in progress. */
    interface Index {

        /** All processes of the shutdown must be evaluated at the end of this step. */
        void due(OrderedShutdown shutdown);

        /** The shutdown no longer stops the process, which holds back these dependencies no more. */
        void left(OrderedShutdown shutdown, String id, List<String> dependencies);

        /**
         * Whether this shutdown, or one that was in progress when it began, stops a dependent of the process. The plan of an
         * earlier shutdown has dependents that are being removed and that a later plan does not have.
         */
        boolean isHeldBack(String id, OrderedShutdown by);
    }

    /** Which processes are stopped now. */
    private enum Stage {
        /** Those that no dependent holds back. */
        ORDERED,
        /** None: the time limit has expired, and the processes that have had their time are being killed. */
        KILLING,
        /** All that are left. */
        LAST
    }

    /**
     * The time limit of a shutdown, and its result.
     *
     * @param options absent without a time limit
     * @param lastGrace the most time that a process has between its stop signal and its kill once the time limit has expired
     * @param result is completed when all processes are down, or fails when the time is over and the options do not force
     */
    record Deadline(Optional<StopOptions> options, Duration lastGrace, Optional<PendingResult<Void>> result) {

        /** No time limit and no result. */
        static final Deadline NONE = new Deadline(Optional.empty(), Duration.ZERO, Optional.empty());

        static Deadline of(StopOptions options, Duration lastGrace, PendingResult<Void> result) {
            return new Deadline(Optional.of(options), lastGrace, Optional.of(result));
        }
    }

    /** @param number is higher than that of all earlier shutdowns */
    OrderedShutdown(Scope scope, Index index, long number, List<String> ids, Deadline deadline) {
        this.scope = scope;
        this.index = index;
        this.number = number;
        this.remaining = new LinkedHashSet<>(ids);
        this.deadline = deadline;
        this.timer = deadline.options().map(options -> after(options.timeout(), () -> timedOut(options)))
                .orElse(Loop.Timer.NONE);
    }

    long number() {
        return number;
    }

    /** The dependencies that are stopped after this process. */
    void holdsBack(String id, List<String> dependencies) {
        heldBack.put(id, dependencies);
    }

    /** Evaluates all processes that are left: the shutdown has begun, or has entered another stage. */
    void evaluateAll() {
        List.copyOf(remaining).forEach(this::evaluate);
        if (stage == Stage.KILLING && kills.isEmpty()) {
            stopAllThatAreLeft();
        }
    }

    /** Evaluates a process that has changed, or is no longer held back: stops it if its turn has come. */
    void evaluate(String id) {
        SupervisedProcess process = scope.registry().find(id).orElse(null);
        if (!remaining.contains(id)) {
            return;
        }
        if (process == null || process.state().isDown()) {
            remove(id);
            if (process != null) {
                process.changed();
            }
        } else {
            stopIfItsTurn(process);
            noteKill(process);
        }
    }

    private void noteKill(SupervisedProcess process) {
        if (stage == Stage.KILLING) {
            if (process.state().phase() == ProcessPhase.KILLING) {
                kills.add(process.id());
            } else {
                killed(process.id());
            }
        }
    }

    private void killed(String id) {
        if (kills.remove(id) && kills.isEmpty() && stage == Stage.KILLING) {
            stopAllThatAreLeft();
        }
    }

    /** The process is down, or a start has been requested: the shutdown no longer stops it. */
    void remove(String id) {
        if (remaining.remove(id)) {
            List<String> dependencies = heldBack.remove(id);
            index.left(this, id, dependencies == null ? List.of() : dependencies);
            killed(id);
        }
    }

    boolean isComplete() {
        return remaining.isEmpty();
    }

    /** All processes are down. */
    void complete() {
        timer.cancel();
        // The caller then finds all of them down in the snapshot.
        deadline.result().ifPresent(result -> result.complete(null));
    }

    private void stopIfItsTurn(SupervisedProcess process) {
        ProcessState state = process.state();
        boolean alive = state.isUp() || state.hasLeftovers();
        if (state.isGoingDown()) {
            return;
        }
        if (!alive || stage == Stage.ORDERED && !index.isHeldBack(process.id(), this)) {
            scope.commands().stop(process);
        } else if (stage == Stage.LAST) {
            scope.commands().stopWithin(process, deadline.lastGrace());
        }
    }

    private void timedOut(StopOptions options) {
        if (options.force()) {
            stage = Stage.KILLING;
            // First: the end of this step evaluates the processes also when a call below throws.
            index.due(this);
            timer = after(KILLS, this::stopAllThatAreLeft);
            for (SupervisedProcess process : remaining()) {
                if (process.state().isGoingDown()) {
                    process.limitGrace(deadline.lastGrace());
                }
            }
        } else {
            deadline.result().ifPresent(result -> result.fail(Reason.TIMEOUT,
                    "still alive after " + Words.of(options.timeout()) + ": " + String.join(", ", remaining)));
        }
    }

    private void stopAllThatAreLeft() {
        timer.cancel();
        stage = Stage.LAST;
        index.due(this);
    }

    private List<SupervisedProcess> remaining() {
        List<SupervisedProcess> processes = new ArrayList<>();
        remaining.forEach(id -> scope.registry().find(id).ifPresent(processes::add));
        return processes;
    }

    private Loop.Timer after(Duration delay, Runnable step) {
        return scope.context().loop().after(delay, () -> scope.context().step(step));
    }
}
