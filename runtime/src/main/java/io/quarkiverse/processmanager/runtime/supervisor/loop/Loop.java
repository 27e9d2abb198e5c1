package io.quarkiverse.processmanager.runtime.supervisor.loop;

import java.time.Duration;

import io.quarkiverse.processmanager.runtime.time.Moment;

/**
 * The one thread that changes the state of processes, and its clock.
 * <p>
 * Duties of an implementation: tasks run one after the other, in the order in which they were posted or became due; a task that
 * throws is reported and does not end the loop; a cancelled timer never fires, even if it was due.
 * <p>
 * The JVM can stand still: a signal or a debugger has stopped it, or its container is paused. A timer that is more than
 * {@link #STANDSTILL} late then fires another {@link #STANDSTILL} later, once. Until then the loop runs what was posted, such as the
 * exit of a process in the meantime, so that no deadline expires for a process that was in time.
 */
public interface Loop {

    /** A timer that is later than this proves that the JVM stood still, or got no processor: 1 s. */
    Duration STANDSTILL = Duration.ofSeconds(1);

    /** The time of this loop. Its monotonic clock never goes back; timers follow that clock. */
    Moment now();

    /** Runs a task soon. From any thread. Without effect once the loop has ended. */
    void post(Runnable task);

    /** Runs a task after a delay. From the loop only. */
    Timer after(Duration delay, Runnable task);

    /** A task that is due later. */
    @FunctionalInterface
    interface Timer {

        /** A timer that is not set. */
        Timer NONE = () -> {
        };

        /** Cancels the task. From the loop only; idempotent. */
        void cancel();
    }
}
