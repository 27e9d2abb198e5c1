package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.replica.RestartOrder;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.supervisor.life.AwaitedCondition;
import io.quarkiverse.processmanager.runtime.supervisor.life.Goal;
import io.quarkiverse.processmanager.runtime.supervisor.life.PendingResult;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;
import io.quarkiverse.processmanager.runtime.time.Durations;

/**
 * Restarts the replicas of a process so that the others serve meanwhile: first those that are not ready, at the same time, then the
 * ready ones one after the other, each when the one before is ready again. The restart ends with a replica that fails or is not ready
 * in time, and the replicas after that one keep running. A replica that is removed is left out, also in its turn.
 * <p>
 * A second restart takes the place of the first one before its next replica: two restarts would take two ready replicas down at a
 * time. Both end with the second one. {@link Followers} restart once, at the end. For any thread.
 */
final class RollingRestart {

    /** A stop of all replicas or the end of the application ends the restart. */
    private static final Set<Reason> ENDS = Set.of(Reason.SUPERSEDED, Reason.CLOSED);

    private final Supervisor supervisor;
    private final HandleCommands commands;
    private final String group;
    private final RestartOrder order;
    /** The end of the present restart of each process. */
    private final Map<String, CompletableFuture<Void>> rolling;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    /** The replicas whose restart has begun. */
    private final Set<String> begun = ConcurrentHashMap.newKeySet();

    private RollingRestart(HandleContext context, String group, List<ProcessStatus> replicas) {
        this.supervisor = context.supervisor();
        this.commands = context.commands();
        this.group = group;
        this.order = RestartOrder.of(replicas);
        this.rolling = context.rolling();
    }

    /** Completed when each replica is ready again, or was stopped or removed by another command before its turn. */
    static CompletionStage<Void> of(HandleContext context, String group, List<String> replicas) {
        PendingResult<RollingRestart> begun = context.commands().pending().result("restart", group);
        return context.commands().pending().post(begun, result -> {
            RollingRestart restart = new RollingRestart(context, group, replicas.stream()
                    .flatMap(id -> context.supervisor().registry().findPlanned(id).stream())
                    .map(process -> process.state().status()).toList());
            context.rolling().put(group, restart.end);
            context.supervisor().followers().rollBegins(group);
            // The application can end before the first replica restarts. A restart that this one has replaced waits for its end.
            result.stage().whenComplete((begins, failure) -> {
                if (failure != null) {
                    restart.ends(failure);
                }
            });
            result.complete(restart);
        }).thenCompose(RollingRestart::all);
    }

    private CompletionStage<Void> all() {
        CompletionStage<Void> done = CompletableFuture.allOf(order.together().stream()
                .map(id -> restart(id, process -> true).toCompletableFuture()).toArray(CompletableFuture[]::new));
        for (String id : order.oneByOne()) {
            done = done.thenCompose(nothing -> next(id));
        }
        done.thenCompose(nothing -> Optional.ofNullable(rolling.get(group)).filter(newer -> newer != end)
                .orElseGet(() -> CompletableFuture.completedFuture(null)))
                .whenComplete((nothing, failure) -> ends(failure));
        return end;
    }

    private void ends(@Nullable Throwable failure) {
        rolling.remove(group, end);
        if (failure == null) {
            end.complete(null);
        } else {
            end.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
        }
        supervisor.post(() -> supervisor.followers().rollEnds(group, failure == null));
    }

    private boolean isReplaced() {
        return rolling.get(group) != end;
    }

    private CompletionStage<Void> next(String id) {
        return isReplaced() || isRemoved(id) ? CompletableFuture.completedStage(null)
                : restart(id, process -> process.state().goal() == Goal.UP);
    }

    private CompletionStage<Void> restart(String id, Predicate<SupervisedProcess> wanted) {
        String why = "restarted on request, " + order.place(id) + " replicas of " + group;
        CompletionStage<ProcessStatus> restarted = commands.pending().unlessEnding("restart", id,
                PendingCommands.<ProcessStatus> unlessExternal((process, result) -> {
                    if (!isReplaced() && wanted.test(process)) {
                        begun.add(id);
                        supervisor.commands().restartOnRequest(process, why);
                        process.await(result);
                        limit(process, result);
                    } else {
                        result.complete(process.state().status());
                    }
                }));
        return restarted.thenCompose(status -> status.phase() == ProcessPhase.RUNNING ? ready(id, status)
                : CompletableFuture.completedStage(status)).handle((status, failure) -> {
                    if (failure != null && !isRemoved(id)) {
                        throw failed(id, failure);
                    }
                    return null;
                });
    }

    /** A process that exits again and again, or waits for a dependency, is never up. The others wait for its turn to end. */
    private void limit(SupervisedProcess process, PendingResult<ProcessStatus> result) {
        ProcessDefinition definition = process.state().definition();
        Duration limit = Durations.sum(definition.stop().timeout(), definition.start().timeout());
        process.await(AwaitedCondition.within(limit, new AwaitedCondition.Decided(result), supervisor.context(), () -> {
            result.fail(Reason.TIMEOUT, "it was not up " + Words.of(limit) + " after its restart began (stop.timeout plus"
                    + " startup-timeout): " + process.state().why());
            process.waiters().timedOut(result);
        }));
    }

    private boolean isRemoved(String id) {
        return supervisor.snapshot().plan().find(id).isEmpty();
    }

    /** A replica can be up and become unhealthy at once, so that only the time limit ends the wait. */
    private CompletionStage<ProcessStatus> ready(String id, ProcessStatus status) {
        return status.isReady() ? CompletableFuture.completedStage(status)
                : commands.whenReady(id, supervisor.snapshot().plan().find(id).map(one -> one.start().timeout()));
    }

    private CompletionException failed(String id, Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProcessException known && ENDS.contains(known.reason())) {
            return new CompletionException(known);
        }
        String outcome = order.outcome(group, begun, followers(), other -> !other.equals(id) && isUp(other));
        ProcessException longer = cause instanceof ProcessException known ? with(outcome, known)
                : new ProcessException(Reason.SPAWN_FAILED, id, cause.getMessage() + outcome);
        longer.initCause(cause);
        return new CompletionException(longer);
    }

    private Set<String> followers() {
        Plan plan = supervisor.snapshot().plan();
        Set<String> followers = new LinkedHashSet<>();
        plan.replicas(group).forEach(replica -> followers.addAll(plan.followers(replica)));
        return followers;
    }

    private boolean isUp(String id) {
        ProcessStatus status = supervisor.snapshot().statuses().get(id);
        return status != null && status.isUp();
    }

    /** The same exception with a longer sentence. The exception adds the last lines to its message itself. */
    private static ProcessException with(String more, ProcessException known) {
        String lines = Words.lastLines(known.lastLines());
        String message = String.valueOf(known.getMessage());
        String sentence = message.endsWith(lines) ? message.substring(0, message.length() - lines.length()) : message;
        return new ProcessException(known.reason(), known.processId(), sentence + more, known.exit().orElse(null),
                known.lastLines());
    }
}
