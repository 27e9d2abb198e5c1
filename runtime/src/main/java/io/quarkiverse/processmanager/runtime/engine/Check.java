package io.quarkiverse.processmanager.runtime.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.probe.ProbeContext;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.supervisor.application.CheckRequest;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** One check of a process. A cancelled answer cancels the stage of the probe. */
record Check(CheckRequest request, Vertx vertx, SharedObjects shared,
        CompletableFuture<ProbeResult> answer) implements ProbeContext {

    /** Calls the probe on this thread, unless no result is needed any more. */
    void run() {
        if (isWanted()) {
            follow(call(), Runnable::run);
        }
    }

    /** Whether the check has not been cancelled. */
    boolean isWanted() {
        return !answer.isDone();
    }

    /** Calls the probe on this thread. Never throws: without an answer the check would only be late. */
    CompletionStage<ProbeResult> call() {
        try {
            CompletionStage<ProbeResult> stage = request.probe().check(this);
            return stage != null ? stage
                    : CompletableFuture.completedFuture(
                            ProbeResult.failure("the probe has returned null instead of a stage"));
        } catch (RuntimeException | Error e) {
            // Such as a class that the probe does not find.
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Answers with the result of the stage, and cancels the stage with the given executor when no result is needed any more. */
    void follow(CompletionStage<ProbeResult> stage, Executor canceller) {
        try {
            answer.whenComplete((result, error) -> {
                CompletableFuture<ProbeResult> pending = stage.toCompletableFuture();
                if (!pending.isDone()) {
                    canceller.execute(() -> pending.cancel(false));
                }
            });
            stage.whenComplete((result, error) -> {
                if (error != null) {
                    answer.completeExceptionally(error);
                } else {
                    answer.complete(result == null
                            ? ProbeResult.failure("the stage of the probe has completed with null")
                            : result);
                }
            });
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    @Override
    public String processId() {
        return request.processId();
    }

    @Override
    public Duration timeout() {
        return request.timeout();
    }

    @Override
    public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> factory) {
        return shared.get(type, factory, !Context.isOnEventLoopThread());
    }

    @Override
    public CompletionStage<Boolean> listensOn(int port) {
        return request.ports().listensOn(port);
    }

    @Override
    public CompletionStage<CommandResult> run(List<String> words) {
        return request.process().run(words, timeout());
    }

    @Override
    public CompletionStage<String> firstLine(String regex) {
        return request.process().firstLine(regex);
    }

    @Override
    public CompletionStage<String> notified() {
        return request.process().notified();
    }

    @Override
    public Optional<Duration> sinceKeepAlive() {
        return request.process().sinceKeepAlive();
    }

    @Override
    public CompletionStage<Boolean> appeared(Path file) {
        return request.process().appeared(file);
    }
}
