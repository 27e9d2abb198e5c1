package io.quarkiverse.processmanager.runtime.process.threads;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The threads of one runner that have no work of their own. They end when there has been nothing to do for a while.
 *
 * @param pool for everything about processes that takes a moment
 * @param readers for the reading of output, a thread for each stream: one that has read to the end of an incarnation is there
 *        for the next
 * @param timer for what is due later
 */
public record EngineExecutors(ExecutorService pool, ExecutorService readers, ScheduledExecutorService timer) {

    private static final int THREADS = 8;

    public static EngineExecutors create() {
        return new EngineExecutors(EngineThreads.pool("worker", THREADS, Runnable::run), EngineThreads.unboundedPool("reader"),
                EngineThreads.timer("timer"));
    }

    /** Ends the threads; what is still to be done is dropped. */
    public void close(long millis) throws InterruptedException {
        timer.shutdownNow();
        pool.shutdown();
        readers.shutdown();
        timer.awaitTermination(millis, TimeUnit.MILLISECONDS);
        pool.awaitTermination(millis, TimeUnit.MILLISECONDS);
        readers.awaitTermination(millis, TimeUnit.MILLISECONDS);
    }
}
