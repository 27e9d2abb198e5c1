package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;

/** Waits for stages on the threads of callers. {@code allowed} says whether the current thread may be blocked. */
record Blocking(BooleanSupplier allowed) {

    /**
     * Does something and waits for its end; {@code order} says what, such as {@code start process 'db'}.
     *
     * @throws ProcessException as the stage, or with {@link Reason#MUST_NOT_BLOCK} or {@link Reason#INTERRUPTED}
     */
    <T> T await(String order, String processId, Supplier<CompletionStage<T>> command) {
        if (!allowed.getAsBoolean()) {
            throw new ProcessException(Reason.MUST_NOT_BLOCK, processId, "cannot " + order + " and wait for it: the thread '"
                    + Thread.currentThread().getName()
                    + "' is an event loop, which must not be blocked; use the method without "
                    + "AndAwait and its stage, or run on a worker thread, for example with @Blocking");
        }
        return await(order, processId, command.get());
    }

    private static <T> T await(String order, String processId, CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProcessException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessException(Reason.INTERRUPTED, processId,
                    "cannot " + order + " and wait for it: the thread was interrupted");
        }
    }
}
