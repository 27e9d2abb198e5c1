package io.quarkiverse.processmanager.runtime.process.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartRepair;
import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.OwnerThread;

class RepairWatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** More than the shared pool has threads. */
    private static final int HANGING = 10;

    private final EngineExecutors executors = EngineExecutors.create(new OwnerThread());
    private final RepairWatch watch = new RepairWatch(executors, 20);
    private final CountDownLatch hanging = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        hanging.countDown();
        watch.close();
        executors.close(PATIENCE.toMillis());
    }

    @Test
    void checksOnAFileSystemThatHangsDoNotHoldUpOthers() {
        AtomicInteger calls = new AtomicInteger();
        for (int i = 0; i < HANGING; i++) {
            watch.await(() -> hangs(calls), new CompletableFuture<>());
        }
        AtomicBoolean repaired = new AtomicBoolean();
        CompletableFuture<Void> result = await(repaired::get);

        repaired.set(true);

        assertThat(result).succeedsWithin(PATIENCE);
        assertThat(await(() -> true)).succeedsWithin(PATIENCE);
        assertThat(calls.get()).as("no check runs twice at the same time").isLessThanOrEqualTo(HANGING);
        CompletableFuture<Void> work = CompletableFuture.runAsync(() -> {
        }, executors.pool());
        assertThat(work).as("the shared pool is free").succeedsWithin(PATIENCE);
    }

    @Test
    void aCheckThatFailsIsRepeated() {
        AtomicInteger calls = new AtomicInteger();

        CompletableFuture<Void> result = await(() -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("the first check fails");
            }
            return true;
        });

        assertThat(result).succeedsWithin(PATIENCE);
    }

    private boolean hangs(AtomicInteger calls) {
        calls.incrementAndGet();
        try {
            hanging.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private CompletableFuture<Void> await(StartRepair repair) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        watch.await(repair, result);
        return result;
    }
}
