package io.quarkiverse.processmanager.runtime.console;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.runtime.faults.Faults;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;

/** The thread that writes lines to the console. It starts with the first line. Safe for use by several threads. */
final class ConsoleThread {

    private static final long CLOSE_MILLIS = 1_000;

    private final Runnable write;
    private final BooleanSupplier pending;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private @Nullable Thread thread;
    /** Whether lines have come that the thread has not considered. */
    private boolean fresh;
    private boolean closed;
    private Runnable rest = () -> {
    };

    /**
     * @param write writes the lines that are due
     * @param pending whether lines are left, due or not
     */
    ConsoleThread(Runnable write, BooleanSupplier pending) {
        this.write = write;
        this.pending = pending;
    }

    /** There are new lines. */
    void wake() {
        lock.lock();
        try {
            if (thread == null && !closed) {
                start();
            }
            fresh = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        Thread writes = EngineThreads.create("console", this::run);
        try {
            writes.start();
            thread = writes;
        } catch (OutOfMemoryError e) {
            // The system refuses a thread; the next line tries again.
        }
    }

    private void run() {
        while (awaitNews()) {
            Faults.contain(write);
        }
        Faults.contain(rest);
    }

    /** Waits for lines, or for the time of lines that are held. Returns whether to go on. */
    private boolean awaitNews() {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            if (!fresh && pending.getAsBoolean()) {
                news.awaitNanos(ConsoleFlow.QUIET_NANOS);
            } else if (!fresh) {
                news.await();
            }
            fresh = false;
            return true;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the thread. Waits for a terminal that stands still for 1 s at most.
     *
     * @param writeRest writes the lines that are left
     */
    void close(Runnable writeRest) {
        Thread writes;
        lock.lock();
        try {
            closed = true;
            rest = writeRest;
            writes = thread;
            news.signal();
        } finally {
            lock.unlock();
        }
        if (writes != null) {
            try {
                writes.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            writes.interrupt();
        }
    }
}
