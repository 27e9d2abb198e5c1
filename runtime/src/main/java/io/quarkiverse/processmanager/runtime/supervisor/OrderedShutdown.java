package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.runtime.rules.Plan;
import io.quarkiverse.processmanager.runtime.rules.Words;

/**
 * A stop of several processes: a process is stopped once no process of the shutdown that depends on it is alive; independent
 * ones are stopped at once. Confined to the loop.
 */
final class OrderedShutdown {

    private final Scope scope;
    private final Plan order;
    private final Set<String> remaining;
    private final Deadline deadline;
    private final Loop.Timer timer;

    /** What a shutdown works with. */
    record Scope(SupervisorContext context, ProcessRegistry registry, ProcessCommands commands) {
    }

    /**
     * The time limit of a shutdown, and its result.
     *
     * @param options absent without a time limit
     * @param result is completed when all processes are down, or fails when the time is over and the options do not force
     */
    record Deadline(Optional<StopOptions> options, Optional<PendingResult<Void>> result) {

        /** No time limit and no result. */
        static final Deadline NONE = new Deadline(Optional.empty(), Optional.empty());

        static Deadline of(StopOptions options, PendingResult<Void> result) {
            return new Deadline(Optional.of(options), Optional.of(result));
        }
    }

    /** {@code order} has the dependencies between the processes. */
    OrderedShutdown(Scope scope, Plan order, List<String> ids, Deadline deadline) {
        this.scope = scope;
        this.order = order;
        this.remaining = new LinkedHashSet<>(ids);
        this.deadline = deadline;
        this.timer = deadline.options().map(options -> scope.context().loop().after(options.timeout(),
                () -> scope.context().step(() -> timedOut(options)))).orElse(Loop.Timer.NONE);
    }

    /** Stops the processes that no dependent holds back any more. Returns whether all are down. */
    boolean advance() {
        for (String id : List.copyOf(remaining)) {
            scope.registry().find(id).ifPresentOrElse(this::advance, () -> remaining.remove(id));
        }
        if (remaining.isEmpty()) {
            timer.cancel();
            // The caller then finds all of them down in the snapshot.
            deadline.result().ifPresent(result -> scope.context().afterStep(() -> result.complete(null)));
        }
        return remaining.isEmpty();
    }

    /** A start has been requested: the shutdown no longer stops this process. */
    void release(String id) {
        remaining.remove(id);
    }

    private void advance(SupervisedProcess process) {
        ProcessState state = process.state();
        if (state.isDown()) {
            remaining.remove(process.id());
            process.changed();
        } else if (!state.isGoingDown() && (!state.isUp() && !state.hasLeftovers() || hasNoDependents(process.id()))) {
            scope.commands().stop(process);
        }
    }

    private boolean hasNoDependents(String id) {
        return order.dependents(id).stream().noneMatch(remaining::contains);
    }

    private void timedOut(StopOptions options) {
        if (options.force()) {
            remaining.forEach(id -> scope.registry().find(id).ifPresent(scope.commands()::kill));
        } else {
            deadline.result().ifPresent(result -> result.fail(Reason.TIMEOUT,
                    "still alive after " + Words.of(options.timeout()) + ": " + String.join(", ", remaining)));
        }
    }
}
