package io.quarkiverse.processmanager.runtime.process;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import org.jboss.logging.Logger;

/** Runs what it is given one after the other, on threads of a shared pool; what a task throws is contained. */
final class Mailbox implements Executor {

    private static final Logger LOG = Logger.getLogger(Mailbox.class);

    private final Executor pool;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    Mailbox(Executor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (pending.getAndIncrement() == 0) {
            pool.execute(this::drain);
        }
    }

    private void drain() {
        do {
            contain(tasks.poll());
        } while (pending.decrementAndGet() > 0);
    }

    /** Runs foreign code so that whatever it throws ends here. */
    static void contain(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.error("an observer of a process has failed", e);
        }
    }
}
