package io.quarkiverse.processmanager.runtime.process.output.pipe;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** The memory and the threads that the pipes of one runner share. Safe for use by several threads. */
public final class ReadBlocks {

    /** More blocks are left to the garbage collection. */
    private static final int KEPT = 4;

    private final Executor threads;
    private final Queue<ReadBlock> spares = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();

    /**
     * @param threads has a thread for each task
     */
    public ReadBlocks(Executor threads) {
        this.threads = threads;
    }

    void execute(Runnable task) {
        threads.execute(task);
    }

    ReadBlock take() {
        ReadBlock spare = spares.poll();
        if (spare == null) {
            return new ReadBlock();
        }
        kept.decrementAndGet();
        return spare;
    }

    void give(ReadBlock block) {
        if (kept.incrementAndGet() <= KEPT) {
            spares.add(block);
        } else {
            kept.decrementAndGet();
        }
    }
}
