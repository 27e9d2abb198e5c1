package io.quarkiverse.processmanager.runtime.process.assembly;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRepair;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.SerialExecutor;

/**
 * Polls what failed starts need, for all processes on one timer, while a caller waits for one of them. Without one there is no
 * timer. A check can hang with its file system: it then keeps its thread, and the next poll checks the others on another one.
 * Safe for use by several threads.
 */
final class RepairWatch {

    /** Each poll reads the attributes of a few files: one for each directory of a PATH. */
    private static final long INTERVAL_MILLIS = 1_000;

    private final EngineExecutors executors;
    private final long intervalMillis;
    private final Map<CompletableFuture<Void>, Wait> waiting = new ConcurrentHashMap<>();
    private boolean scheduled;
    private boolean closed;

    RepairWatch(EngineExecutors executors) {
        this(executors, INTERVAL_MILLIS);
    }

    RepairWatch(EngineExecutors executors, long intervalMillis) {
        this.executors = executors;
        this.intervalMillis = intervalMillis;
    }

    /** Completes the result when the repair is done, unless the result is cancelled before. */
    void await(StartRepair repair, CompletableFuture<Void> result) {
        waiting.put(result, new Wait(repair, result, new AtomicBoolean()));
        result.whenComplete((nothing, error) -> waiting.remove(result));
        schedule();
    }

    private synchronized void schedule() {
        if (!closed && !scheduled && !waiting.isEmpty()) {
            scheduled = true;
            executors.timer().schedule(this::poll, intervalMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void poll() {
        synchronized (this) {
            scheduled = false;
        }
        schedule();
        if (waiting.values().stream().anyMatch(Wait::isIdle)) {
            try {
                // These threads may hang, unlike those of the pool.
                executors.readers().execute(() -> waiting.values().forEach(Wait::check));
            } catch (OutOfMemoryError e) {
                // The system refuses a thread. The next poll tries again.
            }
        }
    }

    /** Ends all waits. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        waiting.keySet().forEach(result -> result.cancel(false));
    }

    /** {@code checking} is true while a check runs. */
    private record Wait(StartRepair repair, CompletableFuture<Void> result, AtomicBoolean checking) {

        boolean isIdle() {
            return !checking.get();
        }

        /** Checks the repair unless another thread does. */
        void check() {
            if (checking.compareAndSet(false, true)) {
                try {
                    SerialExecutor.contain(this::completeIfDone);
                } finally {
                    checking.set(false);
                }
            }
        }

        private void completeIfDone() {
            if (!result.isDone() && repair.isDone()) {
                result.complete(null);
            }
        }
    }
}
