package io.quarkiverse.processmanager.runtime.process.threads;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The shared threads of one runner. A thread ends when it has been idle for a while, except that of the owner.
 *
 * @param pool for work on processes that takes a moment or can block
 * @param readers for work that can hang: reading output, one thread for each stream, and the checks of failed starts; the reader
 *        of an ended incarnation serves the next one
 * @param timer for delayed work
 * @param owner for the steps of all processes
 */
public record EngineExecutors(ExecutorService pool, ExecutorService readers, ScheduledExecutorService timer, Owner owner) {

    /**
     * Several for each processor, because a spawn waits until the child executes its program: 100 starts on two processors took 117 ms
     * with 16 threads, 119 to 126 with 8, 139 with 3, and 114 with 32.
     */
    private static final int THREADS = 16;

    public static EngineExecutors create(Owner owner) {
        return new EngineExecutors(EngineThreads.pool("worker", THREADS, Runnable::run), EngineThreads.unboundedPool("reader"),
                EngineThreads.timer("timer"), owner);
    }

    /** Ends the threads, and waits for each executor at most so long. Delayed work is dropped. */
    public void close(long millis) throws InterruptedException {
        owner.close(millis);
        timer.shutdownNow();
        pool.shutdown();
        readers.shutdown();
        timer.awaitTermination(millis, TimeUnit.MILLISECONDS);
        pool.awaitTermination(millis, TimeUnit.MILLISECONDS);
        readers.awaitTermination(millis, TimeUnit.MILLISECONDS);
    }
}
