package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.replica.RestartOrder;
import io.quarkiverse.processmanager.runtime.supervisor.life.Goal;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;

/**
 * Restarts the replicas of a process so that the others serve meanwhile: first those that are not ready, at the same time, then the
 * ready ones one after the other, each when the one before is ready again. A replica that fails ends the restart, and the replicas
 * after it keep running. For any thread.
 */
final class RollingRestart {

    private final Supervisor supervisor;
    private final PendingCommands commands;
    private final String group;
    private final RestartOrder order;

    private RollingRestart(HandleContext known, String group, List<ProcessStatus> replicas) {
        this.supervisor = known.supervisor();
        this.commands = known.commands();
        this.group = group;
        this.order = RestartOrder.of(replicas);
    }

    /** Completed when each replica is ready again, or was stopped or removed by another command before its turn. */
    static CompletionStage<Void> of(HandleContext known, String group, List<ProcessStatus> replicas) {
        return new RollingRestart(known, group, replicas).all();
    }

    private CompletionStage<Void> all() {
        CompletionStage<Void> done = CompletableFuture.allOf(order.together().stream()
                .map(id -> restart(id, process -> true).toCompletableFuture()).toArray(CompletableFuture[]::new));
        for (String id : order.oneByOne()) {
            done = done.thenCompose(nothing -> next(id));
        }
        return done;
    }

    private CompletionStage<Void> next(String id) {
        Optional<ProcessDefinition> planned = supervisor.snapshot().plan().find(id);
        return planned.isEmpty() ? CompletableFuture.completedStage(null)
                : restart(id, process -> process.state().goal() == Goal.UP);
    }

    private CompletionStage<Void> restart(String id, Predicate<SupervisedProcess> wanted) {
        String why = "restarted on request, " + order.place(id) + " replicas of " + group;
        CompletionStage<ProcessStatus> restarted = commands.beforeTheEnd("restart", id,
                PendingCommands.<ProcessStatus> here((process, result) -> {
                    if (wanted.test(process)) {
                        supervisor.commands().restartOnRequest(process, why);
                        process.await(result);
                    } else {
                        result.complete(process.state().status());
                    }
                }));
        return restarted.thenCompose(status -> status.phase() == ProcessPhase.RUNNING ? ready(id, status)
                : CompletableFuture.completedStage(status)).handle((status, failure) -> {
                    if (failure != null) {
                        throw failed(id, failure);
                    }
                    return null;
                });
    }

    /** A replica can be up and become unhealthy at once, so that only the time limit ends the wait. */
    private CompletionStage<ProcessStatus> ready(String id, ProcessStatus status) {
        return status.isReady() ? CompletableFuture.completedStage(status)
                : commands.whenReady(id, supervisor.snapshot().plan().find(id).map(one -> one.start().timeout()));
    }

    private CompletionException failed(String id, Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause.getMessage() + order.remaining(id);
        ProcessException told = cause instanceof ProcessException known
                ? new ProcessException(known.reason(), known.processId(), message, known.exit().orElse(null), known.lastLines())
                : new ProcessException(Reason.SPAWN_FAILED, id, message);
        told.initCause(cause);
        return new CompletionException(told);
    }
}
