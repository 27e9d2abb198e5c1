package io.quarkiverse.processmanager.runtime.process.assembly;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.process.spawn.StartRepair;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.SerialExecutor;

/**
 * Polls what failed starts need, for all processes on one timer, while a caller waits for one of them. Without one there is no
 * timer. Safe for use by several threads.
 */
final class RepairWatch {

    /** Each poll reads the attributes of a few files: one for each directory of a PATH. */
    private static final long INTERVAL_MILLIS = 1_000;

    private final EngineExecutors executors;
    private final Map<CompletableFuture<Void>, StartRepair> waiting = new ConcurrentHashMap<>();
    private boolean scheduled;
    private boolean closed;

    RepairWatch(EngineExecutors executors) {
        this.executors = executors;
    }

    /** Completes the result when the repair is done, unless the result is cancelled before. */
    void await(StartRepair repair, CompletableFuture<Void> result) {
        waiting.put(result, repair);
        result.whenComplete((nothing, error) -> waiting.remove(result));
        schedule();
    }

    private synchronized void schedule() {
        if (!closed && !scheduled && !waiting.isEmpty()) {
            scheduled = true;
            executors.timer().schedule(() -> executors.pool().execute(this::poll), INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void poll() {
        waiting.forEach((result, repair) -> SerialExecutor.contain(() -> {
            if (repair.isDone()) {
                result.complete(null);
            }
        }));
        synchronized (this) {
            scheduled = false;
        }
        schedule();
    }

    /** Ends all waits. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        waiting.keySet().forEach(result -> result.cancel(false));
    }
}
