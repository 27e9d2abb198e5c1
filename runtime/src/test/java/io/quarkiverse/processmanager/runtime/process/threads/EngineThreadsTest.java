package io.quarkiverse.processmanager.runtime.process.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TransferQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineThreadsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SIZE = 3;

    private final ThreadPoolExecutor pool = (ThreadPoolExecutor) EngineThreads.pool("test", SIZE, Runnable::run);

    @AfterEach
    void close() {
        pool.shutdownNow();
    }

    @Test
    void aTaskUsesAnIdleThread() {
        for (int i = 1; i <= 10; i++) {
            pool.execute(() -> {
            });
            long tasks = i;
            await().atMost(PATIENCE).until(() -> pool.getCompletedTaskCount() == tasks && hasIdleThread());
        }

        assertThat(pool.getLargestPoolSize()).isEqualTo(1);
    }

    @Test
    void busyThreadsAreJoinedByOthersAndFurtherTasksWait() {
        CountDownLatch released = new CountDownLatch(1);
        List<Integer> done = new CopyOnWriteArrayList<>();
        int tasks = SIZE + 5;

        for (int i = 0; i < tasks; i++) {
            int number = i;
            pool.execute(() -> {
                awaitUninterruptibly(released);
                done.add(number);
            });
        }

        await().atMost(PATIENCE).until(() -> pool.getActiveCount() == SIZE);
        assertThat(pool.getQueue()).hasSize(tasks - SIZE);
        released.countDown();
        await().atMost(PATIENCE).until(() -> done.size() == tasks);
        assertThat(pool.getLargestPoolSize()).isEqualTo(SIZE);
    }

    @Test
    void aClosedPoolDropsNewTasks() {
        List<String> done = new CopyOnWriteArrayList<>();
        pool.shutdown();

        pool.execute(() -> done.add("late"));

        assertThat(pool.getQueue()).isEmpty();
        assertThat(done).isEmpty();
    }

    private boolean hasIdleThread() {
        return ((TransferQueue<Runnable>) pool.getQueue()).hasWaitingConsumer();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
