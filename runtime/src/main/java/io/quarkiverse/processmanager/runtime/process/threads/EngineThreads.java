package io.quarkiverse.processmanager.runtime.process.threads;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkiverse.processmanager.runtime.faults.Faults;

/**
 * Creates every thread of the engine. The engine outlives live reloads of the application, so its threads must not reference
 * the application: neither its class loader as context class loader, nor its thread locals, nor the access control context of
 * the code that started them. What a task of a pool or of a timer throws is logged and ends no thread.
 */
public final class EngineThreads {

    private static final String PREFIX = "process-manager-";
    /** Longer than the default intervals of checks and measurements, so that these make no thread each time. */
    private static final long IDLE_SECONDS = 15;

    private EngineThreads() {
    }

    /** Creates a daemon thread, not started yet. */
    @SuppressWarnings("removal")
    public static Thread create(String name, Runnable body) {
        // Without the privileged call JDK 17 keeps the protection domains, hence the class loaders, of all callers.
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(null, body, PREFIX + name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(EngineThreads.class.getClassLoader());
            thread.setUncaughtExceptionHandler((ended, error) -> Faults.report(error));
            return thread;
        });
    }

    /** Runs {@code work} on the current thread of the engine, under another thread name. */
    public static void named(String name, Runnable work) {
        Thread thread = Thread.currentThread();
        String before = thread.getName();
        thread.setName(PREFIX + name);
        try {
            work.run();
        } finally {
            thread.setName(before);
        }
    }

    /** Creates daemon threads with numbered names. */
    public static ThreadFactory factory(String name) {
        AtomicInteger number = new AtomicInteger();
        return body -> create(name + "-" + number.incrementAndGet(), body);
    }

    /**
     * A pool of up to {@code size} threads, which end when they have been idle for a while. A task makes a thread only if none is
     * idle. A closed pool drops new tasks. When the system refuses more threads, the pool continues with the threads that it has.
     *
     * @param last runs a task when the pool has no thread at all
     */
    public static ExecutorService pool(String name, int size, Executor last) {
        IdleFirstQueue queue = new IdleFirstQueue();
        return new ThreadPoolExecutor(0, size, IDLE_SECONDS, TimeUnit.SECONDS, queue, factory(name), queue::keep) {

            @Override
            public void execute(Runnable work) {
                Runnable task = () -> Faults.contain(work);
                try {
                    super.execute(task);
                } catch (OutOfMemoryError e) {
                    // The JDK throws this error when the system refuses a thread.
                    if (getPoolSize() > 0) {
                        queue.keep(task, this);
                    } else {
                        last.execute(task);
                    }
                }
            }
        };
    }

    /** A pool with one thread for each task at a time, for tasks that may hang. */
    public static ExecutorService unboundedPool(String name) {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(),
                factory(name), new ThreadPoolExecutor.DiscardPolicy()) {

            @Override
            public void execute(Runnable task) {
                super.execute(() -> Faults.contain(task));
            }
        };
    }

    /** One thread for short delayed tasks, which ends when it has been idle for a while. */
    static ScheduledThreadPoolExecutor timer(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, factory(name),
                new ThreadPoolExecutor.DiscardPolicy()) {

            /** The future of a delayed task keeps its error, and nothing reads the future. */
            @Override
            public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                return super.schedule(() -> {
                    Faults.contain(task);
                }, delay, unit);
            }
        };
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
