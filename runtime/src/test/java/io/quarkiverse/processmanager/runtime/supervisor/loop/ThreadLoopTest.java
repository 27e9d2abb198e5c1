package io.quarkiverse.processmanager.runtime.supervisor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;

/** The timers of a loop that stands still for a while. */
class ThreadLoopTest {

    @Test
    void aLateTimerFiresAfterWhatCameMeanwhile() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch resumed = new CountDownLatch(1);
        CountDownLatch fired = new CountDownLatch(1);
        try (ThreadLoop loop = new ThreadLoop(EngineThreads.factory("standstill"))) {
            loop.post(() -> {
                loop.after(Duration.ofMillis(1), () -> {
                    order.add("timer");
                    fired.countDown();
                });
                await(resumed);
            });

            assertThat(fired.await(Loop.STANDSTILL.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)).isFalse();
            loop.post(() -> order.add("report"));
            resumed.countDown();

            assertThat(fired.await(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(order).containsExactly("report", "timer");
    }

    /** A machine that is always late delays no kill for ever. */
    @Test
    void aTimerThatIsLateTwiceWaitsOnce() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch postponed = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch after = new CountDownLatch(1);
        try (ThreadLoop loop = new ThreadLoop(EngineThreads.factory("standstill"))) {
            loop.post(() -> {
                loop.after(Duration.ofMillis(1), () -> order.add("timer"));
                await(first);
            });
            assertThat(after.await(Loop.STANDSTILL.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)).isFalse();
            loop.post(() -> {
                postponed.countDown();
                await(second);
            });
            first.countDown();

            assertThat(postponed.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(after.await(Loop.STANDSTILL.multipliedBy(3).toMillis(), TimeUnit.MILLISECONDS)).isFalse();
            loop.post(() -> {
                order.add("report");
                after.countDown();
            });
            second.countDown();

            assertThat(after.await(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(order).containsExactly("timer", "report");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
