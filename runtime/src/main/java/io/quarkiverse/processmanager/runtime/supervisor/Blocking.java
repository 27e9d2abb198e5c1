package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;

/** Waits for stages on the threads of callers. {@code allowed} says whether the calling thread may be blocked. */
record Blocking(BooleanSupplier allowed) {

    /**
     * Gives a command and waits for its stage; {@code order} names it, such as {@code start process 'db'}.
     *
     * @throws ProcessException as the stage, or with {@link Reason#MUST_NOT_BLOCK} or {@link Reason#INTERRUPTED}
     */
    <T> T command(String order, String processId, Supplier<CompletionStage<T>> command) {
        return await(order + " and wait for it", processId, command);
    }

    /** Waits for a stage without giving a command; otherwise as {@link #command}. */
    <T> T await(String order, String processId, Supplier<CompletionStage<T>> stage) {
        if (!allowed.getAsBoolean()) {
            throw new ProcessException(Reason.MUST_NOT_BLOCK, processId, "cannot " + order + ": the thread '"
                    + Thread.currentThread().getName()
                    + "' is an event loop, which must not be blocked; use the method that returns a CompletionStage, "
                    + "or run on a worker thread, for example with @Blocking");
        }
        return await(order, processId, stage.get());
    }

    private static <T> T await(String order, String processId, CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProcessException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessException(Reason.INTERRUPTED, processId,
                    "cannot " + order + ": the thread was interrupted");
        }
    }

    /** The same for the commands on one process. */
    OfProcess on(String processId) {
        return new OfProcess(this, processId);
    }

    /** Waits for the commands on one process, whose messages name it. */
    record OfProcess(Blocking blocking, String id) {

        /** Gives a command, such as {@code start}, and waits for its stage. */
        <T> T command(String command, Supplier<CompletionStage<T>> stage) {
            return blocking.command(command + " process '" + id + "'", id, stage);
        }

        /** Waits for the process without giving a command. */
        <T> T await(Supplier<CompletionStage<T>> stage) {
            return blocking.await("wait for process '" + id + "'", id, stage);
        }
    }
}
