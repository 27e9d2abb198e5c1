package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.time.Durations;

/**
 * The end of an engine. A shutdown task of Quarkus, the end of dev mode and a shutdown hook can close the same engine at the
 * same time: the first one closes it, the others wait. Safe for use by several threads.
 */
final class EngineEnd {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    /** Begins the end. Returns whether the caller is the first one, which closes the engine and then calls {@link #over()}. */
    synchronized boolean begin() {
        boolean first = !hasBegun();
        begun.countDown();
        return first;
    }

    boolean hasBegun() {
        return begun.getCount() == 0;
    }

    /** Waits for the beginning of the end. Returns whether it has begun in time. */
    boolean beginsWithin(Duration limit) {
        try {
            return begun.await(Durations.millis(limit), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits until the end is over. Returns whether the engine is closed; also true after an interrupt. */
    boolean isOverWithin(Duration limit) {
        try {
            return over.await(Durations.millis(limit), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The engine is closed. */
    void over() {
        over.countDown();
    }

    /** Waits until the engine is closed, also after an interrupt. */
    void awaitOver() {
        uninterruptibly(over::await);
    }

    /** Repeats a wait until it ends without an interrupt. Interrupts the thread again afterwards. */
    static void uninterruptibly(Wait wait) {
        boolean interrupted = false;
        boolean done = false;
        while (!done) {
            try {
                wait.await();
                done = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A wait that an interrupt ends. */
    @FunctionalInterface
    interface Wait {

        void await() throws InterruptedException;
    }
}
