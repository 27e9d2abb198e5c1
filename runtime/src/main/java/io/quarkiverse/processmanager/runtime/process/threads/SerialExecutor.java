package io.quarkiverse.processmanager.runtime.process.threads;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import org.jboss.logging.Logger;

/** Runs what it is given one after the other, on threads of a shared pool; what a task throws is contained. */
public final class SerialExecutor implements Executor {

    private static final Logger LOG = Logger.getLogger(SerialExecutor.class);

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
                // There is no room for one more thread; nobody else would ever run what is in here.
                drain();
            }
        }
    }

    private void drain() {
        do {
            contain(tasks.poll());
        } while (pending.decrementAndGet() > 0);
    }

    /** Runs foreign code so that whatever it throws ends here. */
    public static void contain(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError | OutOfMemoryError e) {
            tell(e);
        }
    }

    private static void tell(Throwable error) {
        try {
            LOG.error("an observer of a process has failed", error);
        } catch (OutOfMemoryError e) {
            // There is not even room for the message.
        }
    }
}
