package io.quarkiverse.processmanager.runtime.listeners;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.faults.Faults;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;

/**
 * The threads of the listeners of one application, one for each busy listener. They end with the application. Their context
 * class loader is that of the application.
 */
final class ListenerThreads implements Executor {

    /** Longer than the default interval of measurements, so that these make no thread each time. */
    private static final long IDLE_SECONDS = 15;

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
            new SynchronousQueue<>(), EngineThreads.factory("listener"), new ThreadPoolExecutor.DiscardPolicy());

    private volatile ClassLoader loader = ListenerThreads.class.getClassLoader();
    /** The tasks that wait for {@link #release()}; absent while tasks run at once. */
    private Optional<List<Runnable>> held = Optional.empty();

    /** Sets the context class loader of later tasks. */
    void serve(ClassLoader application) {
        loader = application;
    }

    /** Keeps later tasks until {@link #release()}. */
    synchronized void hold() {
        held = Optional.of(new ArrayList<>());
    }

    synchronized boolean isHolding() {
        return held.isPresent();
    }

    /** Runs the tasks that were kept, and all later ones at once. */
    void release() {
        List<Runnable> waiting;
        synchronized (this) {
            waiting = held.orElse(List.of());
            held = Optional.empty();
        }
        waiting.forEach(this::run);
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (held.isPresent()) {
                held.get().add(task);
                return;
            }
        }
        run(task);
    }

    private void run(Runnable task) {
        pool.execute(() -> {
            Thread.currentThread().setContextClassLoader(loader);
            try {
                Faults.contain(task);
            } finally {
                Thread.currentThread().setContextClassLoader(ListenerThreads.class.getClassLoader());
            }
        });
    }

    /** Interrupts the listeners that are still busy, and drops later tasks. */
    void close() {
        pool.shutdownNow();
    }
}
