package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.runtime.rules.Plan;
import io.quarkiverse.processmanager.runtime.rules.Words;

/**
 * A stop of several processes: a process is stopped once no process of the shutdown that depends on it is alive; independent
 * ones are stopped at once. At the time limit the processes that have had their time are killed; then all others are stopped at
 * once, each with a last grace period. Confined to the loop.
 */
final class OrderedShutdown {

    /** The time that killed processes have to disappear before the processes that they depend on are stopped. */
    private static final Duration KILLS = Duration.ofSeconds(1);

    private final Scope scope;
    private final Plan order;
    private final Set<String> remaining;
    private final Deadline deadline;
    private final List<OrderedShutdown> earlier;
    private Stage stage = Stage.ORDERED;
    private Loop.Timer timer;

    /** What a shutdown works with. */
    record Scope(SupervisorContext context, ProcessRegistry registry, ProcessCommands commands) {
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

    /**
     * @param order has the dependencies between the processes
     * @param earlier the shutdowns that are in progress. Their processes can have dependents that the order no longer has,
     *        because they are being removed
     */
    OrderedShutdown(Scope scope, Plan order, List<String> ids, Deadline deadline, List<OrderedShutdown> earlier) {
        this.scope = scope;
        this.order = order;
        this.remaining = new LinkedHashSet<>(ids);
        this.deadline = deadline;
        this.earlier = new ArrayList<>(earlier);
        this.timer = deadline.options().map(options -> after(options.timeout(), () -> timedOut(options)))
                .orElse(Loop.Timer.NONE);
    }

    /** Stops the processes whose turn it is. Returns whether all are down. */
    boolean advance() {
        for (String id : List.copyOf(remaining)) {
            scope.registry().find(id).ifPresentOrElse(this::removeIfDown, () -> remaining.remove(id));
        }
        if (stage == Stage.KILLING && !hasKills()) {
            stopAllThatAreLeft();
        }
        remaining().forEach(this::stopIfItsTurn);
        if (remaining.isEmpty()) {
            timer.cancel();
            // Else shutdowns that overlap would keep all that were before them.
            earlier.clear();
            // The caller then finds all of them down in the snapshot.
            deadline.result().ifPresent(result -> scope.context().afterStep(() -> result.complete(null)));
        }
        return remaining.isEmpty();
    }

    /** A start has been requested: the shutdown no longer stops this process. */
    void release(String id) {
        remaining.remove(id);
    }

    private void removeIfDown(SupervisedProcess process) {
        if (process.state().isDown()) {
            remaining.remove(process.id());
            process.changed();
        }
    }

    private void stopIfItsTurn(SupervisedProcess process) {
        ProcessState state = process.state();
        boolean alive = state.isUp() || state.hasLeftovers();
        if (state.isGoingDown()) {
            return;
        }
        if (!alive || stage == Stage.ORDERED && hasNoDependents(process.id())) {
            scope.commands().stop(process);
        } else if (stage == Stage.LAST) {
            scope.commands().stopWithin(process, deadline.lastGrace());
        }
    }

    private boolean hasKills() {
        for (SupervisedProcess process : remaining()) {
            if (process.state().phase() == ProcessPhase.KILLING) {
                return true;
            }
        }
        return false;
    }

    private boolean hasNoDependents(String id) {
        return !stopsDependentsOf(id) && earlier.stream().noneMatch(other -> other.stopsDependentsOf(id));
    }

    private boolean stopsDependentsOf(String id) {
        return order.dependents(id).stream().anyMatch(remaining::contains);
    }

    private void timedOut(StopOptions options) {
        if (options.force()) {
            stage = Stage.KILLING;
            timer = after(KILLS, this::stopAllThatAreLeft);
            for (SupervisedProcess process : remaining()) {
                if (process.state().isGoingDown()) {
                    process.limitGrace(deadline.lastGrace());
                }
            }
            scope.context().published().invalidate();
        } else {
            deadline.result().ifPresent(result -> result.fail(Reason.TIMEOUT,
                    "still alive after " + Words.of(options.timeout()) + ": " + String.join(", ", remaining)));
        }
    }

    private void stopAllThatAreLeft() {
        timer.cancel();
        stage = Stage.LAST;
        scope.context().published().invalidate();
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
