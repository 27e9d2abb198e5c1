package io.quarkiverse.processmanager.runtime.process.threads;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes every thread of the engine. The engine outlives live reloads of the application, so its threads must hold on to nothing
 * of the application: neither its class loader as context class loader, nor its thread locals, nor the access control context
 * of the code that happened to start them.
 */
public final class EngineThreads {

    private static final String PREFIX = "process-manager-";
    private static final long IDLE_SECONDS = 5;

    private EngineThreads() {
    }

    /** A daemon thread that is not started yet. */
    @SuppressWarnings("removal")
    public static Thread create(String name, Runnable body) {
        // Without the privileged call JDK 17 keeps the protection domains, hence the class loaders, of all callers.
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(null, body, PREFIX + name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(EngineThreads.class.getClassLoader());
            return thread;
        });
    }

    /** Does something on this thread of the engine, which has another name meanwhile. */
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

    /** Numbered daemon threads. */
    public static ThreadFactory factory(String name) {
        AtomicInteger number = new AtomicInteger();
        return body -> create(name + "-" + number.incrementAndGet(), body);
    }

    /**
     * Up to {@code size} threads, which end when there has been nothing to do for a while. Work for a closed pool is dropped.
     * When the system gives no more threads, the pool does with those that it has.
     *
     * @param last does a task when there is none at all
     */
    public static ExecutorService pool(String name, int size, Executor last) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(size, size, IDLE_SECONDS, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), factory(name), new ThreadPoolExecutor.DiscardPolicy()) {

            @Override
            public void execute(Runnable task) {
                try {
                    super.execute(task);
                } catch (OutOfMemoryError e) {
                    // The JDK calls it so.
                    if (getPoolSize() > 0) {
                        getQueue().add(task);
                    } else {
                        last.execute(task);
                    }
                }
            }
        };
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** As many threads as there are things to do, for what may hang. */
    public static ExecutorService unboundedPool(String name) {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(),
                factory(name), new ThreadPoolExecutor.DiscardPolicy());
    }

    /** One thread for short things that are due later, which ends when there has been nothing to do for a while. */
    static ScheduledThreadPoolExecutor timer(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, factory(name),
                new ThreadPoolExecutor.DiscardPolicy());
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
