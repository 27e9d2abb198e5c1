package io.quarkiverse.processmanager.runtime.cdi;

import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.quarkiverse.processmanager.ProcessEvent;

/**
 * One event for all observers of the same priority. They receive it when each observer with a smaller priority value is done
 * with it. Waits cannot form a circle: an observer waits only for smaller priority values at the same event, and each queue
 * keeps the order of the events. Safe for use by several threads.
 *
 * @param event the event
 * @param earlier counts, for each smaller priority value, the observers that are not done
 * @param pending counts the observers of this priority that are not done
 */
record Turn(ProcessEvent event, List<CountDownLatch> earlier, CountDownLatch pending) {

    /** Waits until it is the turn of the observer. */
    void await() throws InterruptedException {
        for (CountDownLatch observers : earlier) {
            observers.await();
        }
    }

    /** One observer has received the event, has failed, or has lost the event. */
    void done() {
        pending.countDown();
    }
}
