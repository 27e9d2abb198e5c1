package io.quarkiverse.processmanager.runtime.console;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import io.quarkiverse.processmanager.runtime.time.SystemClock;

/**
 * The wait of the thread that logs lines, while a live reload has no handlers: Quarkus keeps records for the handlers that it makes
 * later, and such records would reach the console before it is prepared. Safe for use by several threads.
 */
final class LiveReloadWait {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final BooleanSupplier areAwaited;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ending = lock.newCondition();
    private boolean inVain;
    private boolean ended;

    /** {@code areAwaited} says whether there are no handlers yet. */
    LiveReloadWait(BooleanSupplier areAwaited) {
        this.areAwaited = areAwaited;
    }

    /** Waits for 10 s at most, and after a wait in vain not again until there have been handlers. */
    void await() {
        lock.lock();
        try {
            long deadline = SystemClock.nanos() + LONGEST_NANOS;
            while (!ended && !inVain && areAwaited.getAsBoolean()) {
                // Quarkus announces new handlers nowhere, so this thread polls.
                ending.awaitNanos(POLL_NANOS);
                inVain = deadline - SystemClock.nanos() <= 0;
            }
            inVain &= areAwaited.getAsBoolean();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** No live reload follows, so no thread waits from now on. */
    void end() {
        lock.lock();
        try {
            ended = true;
            ending.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
