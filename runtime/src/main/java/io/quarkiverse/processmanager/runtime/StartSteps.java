package io.quarkiverse.processmanager.runtime;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The steps behind a part of the start, one after the other, on the thread that has run the part or, later, on that of the caller.
 * No lock is held meanwhile, because a step can take minutes. A step that fails does not affect the next ones. Safe for use by
 * several threads.
 */
final class StartSteps {

    private final CompletableFuture<ApplicationStart> part;
    /** The end of the last step: what it has thrown. */
    private final AtomicReference<CompletableFuture<Optional<Throwable>>> last;

    /** @param part completes with the part of the start; without success no step runs */
    StartSteps(CompletableFuture<ApplicationStart> part) {
        this.part = part;
        this.last = new AtomicReference<>(part.handle((start, error) -> Optional.empty()));
    }

    /** Adds a step. Throws what the step throws if it has run by now; otherwise the log has it. */
    void add(Consumer<ApplicationStart> step) {
        CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
        last.getAndSet(end).thenRun(() -> end.complete(run(step)));
        if (end.isDone()) {
            end.getNow(Optional.empty()).ifPresent(StartSteps::rethrow);
        } else {
            end.thenAccept(
                    failure -> failure
                            .ifPresent(error -> ManagerStart.log("a step of the start of the processes has failed", error)));
        }
    }

    /** Completes when the steps that have been added so far are over. */
    CompletableFuture<Optional<Throwable>> soFar() {
        return last.get();
    }

    private Optional<Throwable> run(Consumer<ApplicationStart> step) {
        if (part.isCompletedExceptionally()) {
            return Optional.empty();
        }
        try {
            step.accept(part.getNow(null));
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            return Optional.of(e);
        }
    }

    static void rethrow(Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        } else if (failure instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(failure);
    }
}
