package io.quarkiverse.processmanager.runtime.supervisor.loop;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.faults.Faults;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.Moment;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * A loop on a thread of its own. The thread ends after 10 s without a task. Its timers follow the monotonic clock, so that a step of
 * the wall clock moves none of them.
 */
public final class ThreadLoop implements Loop, AutoCloseable {

    private static final long IDLE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor executor;

    public ThreadLoop(ThreadFactory threads) {
        executor = new ScheduledThreadPoolExecutor(1, threads, new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        // An application without processes pays for no thread.
        executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Moment now() {
        return SystemClock.now();
    }

    @Override
    public void post(Runnable task) {
        executor.execute(() -> run(task));
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        // A task that is due and queued cannot be cancelled in the executor any more; the timer checks that before it runs.
        OneShot timer = new OneShot(executor, task);
        timer.schedule(Durations.nanos(delay));
        return timer;
    }

    @Override
    public void close() {
        executor.shutdown();
    }

    private static void run(Runnable task) {
        Faults.contain(task);
    }

    /** Confined to the loop, so that a cancel and a firing never overlap. */
    private static final class OneShot implements Runnable, Timer {

        private final ScheduledThreadPoolExecutor executor;
        private Runnable task;
        private Future<?> scheduled;
        private long dueNanos;
        private boolean postponed;

        private OneShot(ScheduledThreadPoolExecutor executor, Runnable task) {
            this.executor = executor;
            this.task = task;
        }

        private void schedule(long delayNanos) {
            dueNanos = SystemClock.nanos() + delayNanos;
            scheduled = executor.schedule(this, delayNanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void run() {
            if (task != null && !postponed && SystemClock.nanos() - dueNanos > Durations.nanos(STANDSTILL)) {
                postponed = true;
                schedule(Durations.nanos(STANDSTILL));
                return;
            }
            Runnable due = task;
            task = null;
            if (due != null) {
                ThreadLoop.run(due);
            }
        }

        @Override
        public void cancel() {
            task = null;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
        }
    }
}
