package io.quarkiverse.processmanager.runtime.process.threads;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An owner on a thread of its own, which lives from the first task until the owner is closed. Closed, it drops new tasks. */
public final class OwnerThread implements Owner {

    private final ScheduledThreadPoolExecutor executor;

    public OwnerThread() {
        this(EngineThreads.factory("owner"));
    }

    OwnerThread(ThreadFactory threads) {
        executor = new ScheduledThreadPoolExecutor(1, threads, new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void open() {
        executor.prestartCoreThread();
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(() -> run(task));
        } catch (OutOfMemoryError e) {
            // The task is queued, but there is no thread. Later tasks may never come.
            runQueuedTasks();
        }
    }

    private synchronized void runQueuedTasks() {
        for (Runnable next = executor.getQueue().poll(); next != null; next = executor.getQueue().poll()) {
            next.run();
        }
    }

    /** The lock orders the tasks of the thread behind those that a caller runs. */
    private synchronized void run(Runnable task) {
        SerialExecutor.contain(task);
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        ScheduledFuture<?> timer = executor.schedule(() -> run(task), delayNanos, TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    @Override
    public void close(long millis) throws InterruptedException {
        executor.shutdown();
        executor.awaitTermination(millis, TimeUnit.MILLISECONDS);
    }
}
