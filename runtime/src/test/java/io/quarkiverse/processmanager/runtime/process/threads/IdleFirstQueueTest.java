package io.quarkiverse.processmanager.runtime.process.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class IdleFirstQueueTest {

    /** The pool has refused the task because of a thread that ends at this moment after its idle time. */
    @Test
    void aTaskThatIsKeptBehindTheEndOfTheLastThreadRuns() throws InterruptedException {
        IdleFirstQueue queue = new IdleFirstQueue();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, queue, EngineThreads.factory("test"),
                queue::keep);
        CountDownLatch done = new CountDownLatch(1);
        try {
            queue.keep(done::countDown, pool);

            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            pool.shutdown();
        }
    }
}
