package io.quarkiverse.processmanager.runtime.process.assembly;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.Owner;

/**
 * Counts how often work passes from thread to thread. Each task has one hand-off more than the task that has passed it, unless both
 * run on the same thread. Work that begins on a foreign thread has none.
 */
final class HandOffs {

    private final ThreadLocal<Integer> count = ThreadLocal.withInitial(() -> 0);

    /** The hand-offs from the beginning of the current work until here. */
    int count() {
        return count.get();
    }

    /** Begins new work on the current thread. */
    void begin() {
        count.remove();
    }

    /** Executors that count, around those of a runner. */
    EngineExecutors around(EngineExecutors executors) {
        return new EngineExecutors(around(executors.pool()), executors.readers(), executors.timer(), around(executors.owner()));
    }

    Executor around(Executor executor) {
        return task -> executor.execute(counted(task));
    }

    private Runnable counted(Runnable task) {
        int before = count.get();
        Thread caller = Thread.currentThread();
        return () -> {
            count.set(Thread.currentThread() == caller ? before : before + 1);
            try {
                task.run();
            } finally {
                count.remove();
            }
        };
    }

    private Owner around(Owner owner) {
        return new Owner() {

            @Override
            public void open() {
                owner.open();
            }

            @Override
            public void execute(Runnable task) {
                owner.execute(counted(task));
            }

            @Override
            public Timer after(long delayNanos, Runnable task) {
                return owner.after(delayNanos, counted(task));
            }

            @Override
            public void close(long millis) throws InterruptedException {
                owner.close(millis);
            }
        };
    }

    private ExecutorService around(ExecutorService executor) {
        return new AbstractExecutorService() {

            @Override
            public void execute(Runnable task) {
                executor.execute(counted(task));
            }

            @Override
            public void shutdown() {
                executor.shutdown();
            }

            @Override
            public List<Runnable> shutdownNow() {
                return executor.shutdownNow();
            }

            @Override
            public boolean isShutdown() {
                return executor.isShutdown();
            }

            @Override
            public boolean isTerminated() {
                return executor.isTerminated();
            }

            @Override
            public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
                return executor.awaitTermination(timeout, unit);
            }
        };
    }
}
