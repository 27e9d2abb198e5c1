package io.quarkiverse.processmanager.runtime.process.threads;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkiverse.processmanager.runtime.faults.Faults;

/**
 * Runs tasks one after the other on the threads of a shared pool. An error of a task is logged and does not affect the next
 * task. Safe for use by several threads.
 */
public final class SerialExecutor implements Executor {

    private final Executor pool;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    public SerialExecutor(Executor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            try {
                pool.execute(this::drain);
            } catch (OutOfMemoryError e) {
                // The system refuses a thread, and no other thread would ever run the queued tasks.
                drain();
            }
        }
    }

    private void drain() {
        do {
            contain(tasks.poll());
        } while (pending.decrementAndGet() > 0);
    }

    /** Runs foreign code, and logs what the code throws. */
    public static void contain(Runnable task) {
        Faults.contain(task);
    }
}
