package io.quarkiverse.processmanager.runtime.process.listening;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.runtime.process.spawn.tools.ContainerClient;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * Waits a moment, without a word, for a port whose holder may be ending: that of the last run of the application, or of a process
 * that has another port since a live reload.
 */
final class PortWait {

    private static final long PATIENCE_NANOS = 1_500_000_000L;
    private static final long POLL_MILLIS = 100;

    private final PortGuard guard;
    private final EngineExecutors executors;
    private final Supplier<CompletableFuture<Optional<TakenClaim>>> search;
    private final BooleanSupplier wanted;
    private final CompletableFuture<Optional<TakenClaim>> result = new CompletableFuture<>();
    private final long deadline = SystemClock.nanos() + PATIENCE_NANOS;

    /**
     * @param search finds a conflict; it never completes with an error
     * @param wanted whether the start is still wanted
     */
    PortWait(PortGuard guard, EngineExecutors executors, Supplier<CompletableFuture<Optional<TakenClaim>>> search,
            BooleanSupplier wanted) {
        this.guard = guard;
        this.executors = executors;
        this.search = search;
        this.wanted = wanted;
    }

    /** Begins to wait; the result is empty when the ports are free, or when the start is not wanted any more. */
    CompletableFuture<Optional<TakenClaim>> begin() {
        searchAgain();
        return result;
    }

    private void searchAgain() {
        search.get().thenAccept(found -> {
            boolean lasting = found.filter(one -> one.holder().kind() == PortHolder.Kind.APPLICATION).isPresent();
            if (found.isEmpty() || lasting || isOver()) {
                end(found);
            } else {
                poll(found.get());
            }
        });
    }

    private void poll(TakenClaim found) {
        try {
            executors.timer().schedule(() -> executors.pool().execute(() -> check(found)), POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RuntimeException | OutOfMemoryError e) {
            // The runner closes, or the system refuses a thread.
            end(Optional.of(found));
        }
    }

    private void check(TakenClaim found) {
        try {
            if (!wanted.getAsBoolean()) {
                end(Optional.empty());
            } else if (isOver() || guard.isFree(found.claim().port())) {
                searchAgain();
            } else {
                poll(found);
            }
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            end(Optional.of(found));
        }
    }

    private boolean isOver() {
        return deadline - SystemClock.nanos() < 0;
    }

    /** Asks the container engine for the name of a container. Its client can hang, so a thread for such work waits for it. */
    private void end(Optional<TakenClaim> found) {
        if (found.filter(conflict -> conflict.holder().kind() == PortHolder.Kind.CONTAINER).isEmpty()) {
            result.complete(found);
            return;
        }
        try {
            executors.readers().execute(() -> {
                try {
                    result.complete(found.map(PortWait::named));
                } finally {
                    result.complete(found);
                }
            });
        } catch (RuntimeException | OutOfMemoryError e) {
            result.complete(found);
        }
    }

    private static TakenClaim named(TakenClaim conflict) {
        return ContainerClient.publisherOf(conflict.claim().port())
                .map(name -> conflict.heldBy(conflict.holder().named("container '" + name + "'"))).orElse(conflict);
    }
}
