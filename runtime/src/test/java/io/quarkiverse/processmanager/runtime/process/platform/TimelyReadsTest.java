package io.quarkiverse.processmanager.runtime.process.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimelyReadsTest {

    private static final long HANGING = 7;
    private static final long OTHER = 8;

    private final ExecutorService readers = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();

    @AfterEach
    void close() throws InterruptedException {
        release.countDown();
        readers.shutdown();
        assertThat(readers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aReadThatHangsIsWaitedForOnce() {
        TimelyReads reads = new TimelyReads(readers, TimeUnit.MILLISECONDS.toNanos(1));

        assertThat(reads.read(HANGING, this::hang)).isEmpty();
        assertThat(reads.read(HANGING, this::hang)).isEmpty();
        assertThat(reads.read(HANGING, this::hang)).isEmpty();

        release.countDown();
        Awaitility.await().untilAsserted(() -> {
            reads.begin();
            assertThat(reads.read(HANGING, () -> "read again")).contains("read again");
        });
        assertThat(begun).hasValueLessThanOrEqualTo(1);
    }

    @Test
    void aReadThatHangsDoesNotHoldUpThoseOfOtherProcesses() {
        TimelyReads impatient = new TimelyReads(readers, TimeUnit.MILLISECONDS.toNanos(1));
        TimelyReads reads = new TimelyReads(readers, TimeUnit.SECONDS.toNanos(60));
        assertThat(impatient.read(HANGING, this::hang)).isEmpty();

        assertThat(reads.read(OTHER, () -> "here")).contains("here");
    }

    /** The caller is the event loop. */
    @Test
    void manyReadsThatHangInOneScanDoNotAddUp() {
        TimelyReads reads = new TimelyReads(readers, 1_000);
        reads.begin();
        assertThat(reads.patienceNanos()).isEqualTo(1_000);

        assertThat(reads.read(HANGING, this::hang)).isEmpty();
        assertThat(reads.patienceNanos()).isEqualTo(100);

        reads.begin();
        assertThat(reads.read(HANGING, this::hang)).isEmpty();
        assertThat(reads.patienceNanos()).as("it has cost no time in this scan").isEqualTo(1_000);
    }

    @Test
    void theCallerReadsWhereTheSystemRefusesAThread() {
        TimelyReads reads = new TimelyReads(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        }, 1);

        assertThat(reads.read(OTHER, () -> Thread.currentThread().getName())).contains(Thread.currentThread().getName());
    }

    @Test
    void anErrorOfAReadReachesTheCaller() {
        TimelyReads reads = new TimelyReads(readers, TimeUnit.SECONDS.toNanos(60));
        UncheckedIOException error = new UncheckedIOException(new IOException("too many open files"));

        assertThatThrownBy(() -> reads.read(OTHER, () -> {
            throw error;
        })).isSameAs(error);
    }

    private String hang() throws InterruptedException {
        begun.incrementAndGet();
        release.await();
        return "late";
    }
}
