package io.quarkiverse.processmanager.runtime.cdi;

import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.quarkiverse.processmanager.ProcessEvent;

/**
 * One event for all observers of the same priority. These observers receive it when each observer with a smaller priority value
 * has completed. Waits cannot form a circle: an observer waits only for smaller priority values at the same event, and each
 * queue keeps the order of the events. Safe for use by several threads.
 *
 * @param event the event
 * @param earlier counts, for each smaller priority value, the observers that have not completed
 * @param pending counts the observers of this priority that have not completed
 */
record PrioritizedEvent(ProcessEvent event, List<CountDownLatch> earlier, CountDownLatch pending) {

    /** Waits until all observers with a smaller priority value have completed. */
    void await() throws InterruptedException {
        for (CountDownLatch observers : earlier) {
            observers.await();
        }
    }

    /** Counts one observer as completed: it has received the event, has failed, or has lost the event. */
    void done() {
        pending.countDown();
    }
}
