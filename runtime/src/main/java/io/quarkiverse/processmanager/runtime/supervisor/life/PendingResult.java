package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;

/**
 * The result of one command. The {@code completions} executor completes its stage and not the loop, because the code of the
 * caller that follows the stage may do anything. For any thread.
 */
public final class PendingResult<T> {

    private final String command;
    private final String processId;
    private final Executor completions;
    private final CompletableFuture<T> future = new CompletableFuture<>();

    /** {@code command} completes the sentence "cannot ...", such as {@code start process 'db'}. */
    PendingResult(String command, String processId, Executor completions) {
        this.command = command;
        this.processId = processId;
        this.completions = completions;
    }

    public CompletionStage<T> stage() {
        return future.minimalCompletionStage();
    }

    public boolean isDone() {
        return future.isDone();
    }

    /** Runs a task once the result is completed or failed. */
    void whenDone(Runnable task) {
        future.whenComplete((value, error) -> task.run());
    }

    public void complete(T value) {
        completions.execute(() -> future.complete(value));
    }

    public void fail(ProcessException cause) {
        completions.execute(() -> future.completeExceptionally(cause));
    }

    public void fail(Reason reason, String why) {
        fail(new ProcessException(reason, processId, "cannot " + command + ": " + why));
    }
}
