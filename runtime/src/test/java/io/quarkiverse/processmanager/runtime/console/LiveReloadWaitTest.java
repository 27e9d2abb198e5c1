package io.quarkiverse.processmanager.runtime.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveReloadWaitTest {

    private final AtomicBoolean awaited = new AtomicBoolean(true);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final LiveReloadWait wait = new LiveReloadWait(() -> {
        asked.countDown();
        return awaited.get();
    });

    @Test
    void itEndsWithNewHandlers() throws InterruptedException {
        Thread waiting = start();

        assertThat(waiting.isAlive()).isTrue();
        awaited.set(false);
        waiting.join(TimeUnit.SECONDS.toMillis(30));

        assertThat(waiting.isAlive()).isFalse();
    }

    @Test
    void itEndsWithTheEngineAndDoesNotBeginAgain() throws InterruptedException {
        Thread waiting = start();

        wait.end();
        waiting.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(waiting.isAlive()).isFalse();

        wait.await();
    }

    @Test
    void anInterruptEndsItAndRemains() {
        Thread.currentThread().interrupt();

        wait.await();

        assertThat(Thread.interrupted()).isTrue();
    }

    private Thread start() throws InterruptedException {
        Thread waiting = new Thread(wait::await);
        waiting.start();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        return waiting;
    }
}
