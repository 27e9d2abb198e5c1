package io.quarkiverse.processmanager.runtime.process.threads;

import java.util.concurrent.Executor;

/**
 * The one thread that owns all processes of a runner: it runs the steps after a spawn, the exits, the scans for members of process
 * trees, and the signals. Work that can block (files, ports, spawns, helper commands) runs on other threads, which pass their
 * result to the owner.
 * <p>
 * Duties of an implementation: tasks run one after the other, in the order in which they were passed or became due; a task that is
 * due now runs after the tasks that were passed before it; a task that throws is logged and does not affect the next task; the
 * thread starts with the first task. Safe for use by several threads.
 */
public interface Owner extends Executor {

    /**
     * Starts the thread. Does nothing when called again.
     *
     * @throws OutOfMemoryError if the system refuses a thread
     */
    void open();

    /** Runs a task soon. Runs the task on the calling thread while the system refuses a thread for the owner. */
    @Override
    void execute(Runnable task);

    /**
     * Runs requests on the calling thread now. The tasks that they pass to the owner may wait for the end of the requests, so that the
     * thread of the owner is not woken for each of them. The requests must not wait for a task.
     */
    default void together(Runnable requests) {
        requests.run();
    }

    /** Runs a task after a delay, unless the timer is cancelled before. */
    Timer after(long delayNanos, Runnable task);

    /** Runs the tasks that were passed so far, drops the delayed ones, and ends the thread. Waits for that up to the given time. */
    void close(long millis) throws InterruptedException;

    /** A task that becomes due later. */
    @FunctionalInterface
    interface Timer {

        /** A timer that is not set. */
        Timer NONE = () -> {
        };

        /** Cancels the task, if it has not begun. Idempotent. */
        void cancel();
    }
}
