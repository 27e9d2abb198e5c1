package io.quarkiverse.processmanager.runtime.process.threads;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * The queue of a pool that uses an idle thread before it makes another one. With other queues a {@link ThreadPoolExecutor} makes a
 * thread for each task until it has its core size, also while all its threads are idle. The core size of the pool must be 0.
 */
final class IdleFirstQueue extends LinkedTransferQueue<Runnable> {

    private static final long serialVersionUID = 1L;

    /** Passes a task to an idle thread. Refuses it if there is none: then the pool makes a thread, or calls {@link #keep}. */
    @Override
    public boolean offer(Runnable task) {
        return tryTransfer(task);
    }

    /** Keeps a task for the next idle thread: the pool has all its threads. A closed pool drops the task. */
    void keep(Runnable task, ThreadPoolExecutor pool) {
        if (!pool.isShutdown()) {
            super.offer(task);
            if (pool.getPoolSize() == 0 && remove(task)) {
                // The last thread has ended since the pool has counted it, and a later task must not overtake this one.
                pool.execute(task);
            }
        }
    }
}
