package io.quarkiverse.processmanager.runtime.process.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.runtime.process.threads.Owner;

class EventLoopTest {

    private static final long SECONDS = 60;
    private static final int DUPLICATE = 1030;
    private static final int HIGH = 900;

    private EventLoop loop;
    private Descriptors.Pipe pipe;
    private PipeEnd end;
    private PipeInput input;

    @BeforeEach
    void start() throws IOException {
        loop = EventLoop.start();
        pipe = Descriptors.pipe();
        Libc.setNonBlocking(pipe.reading());
        end = new PipeEnd(pipe.reading());
        input = new PipeInput(pipe.writing());
    }

    @AfterEach
    void close() throws InterruptedException {
        end.close();
        input.close();
        loop.close(TimeUnit.SECONDS.toMillis(SECONDS));
    }

    @Test
    void whatIsReadyWhenTheLoopClosesIsHandled() throws Exception {
        CompletableFuture<Boolean> handled = new CompletableFuture<>();
        CountDownLatch closing = new CountDownLatch(1);
        loop.register(end.descriptor(), () -> handled.complete(true));

        loop.execute(() -> {
            try {
                input.write(1);
                loop.close(0);
            } catch (IOException | InterruptedException e) {
                handled.completeExceptionally(e);
            }
            closing.countDown();
        });
        assertThat(closing.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        loop.close(TimeUnit.SECONDS.toMillis(SECONDS));

        assertThat(handled).isCompletedWithValue(true);
    }

    /** The system reports 256 ready descriptors at a time. */
    @Test
    void allThatIsReadyWhenTheLoopClosesIsHandled() throws Exception {
        int count = 600;
        AtomicInteger handled = new AtomicInteger();
        CountDownLatch closing = new CountDownLatch(1);
        List<Integer> copies = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                copies.add(Libc.duplicateAboveStandard(pipe.reading()));
            }
            loop.execute(() -> {
                try {
                    for (int copy : copies) {
                        DescriptorRegistration[] own = new DescriptorRegistration[1];
                        own[0] = loop.register(copy, () -> {
                            own[0].close();
                            handled.incrementAndGet();
                        });
                    }
                    input.write(1);
                    loop.close(0);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                } finally {
                    closing.countDown();
                }
            });
            assertThat(closing.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            loop.close(TimeUnit.SECONDS.toMillis(SECONDS));
            Awaitility.await().atMost(Duration.ofSeconds(SECONDS)).untilAsserted(() -> assertThat(handled).hasValue(count));
        } finally {
            copies.forEach(Descriptors::close);
        }
    }

    @Test
    void tasksThatAreRequestedTogetherRunSoonAndInTheirOrder() throws Exception {
        List<Integer> order = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(100);

        loop.together(() -> {
            for (int i = 0; i < 100; i++) {
                int number = i;
                loop.execute(() -> {
                    order.add(number);
                    done.countDown();
                });
            }
        });

        assertThat(done.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(order).isSorted().hasSize(100);
    }

    @Test
    void aFailureOfRequestsThatComeTogetherLosesNoTask() throws Exception {
        CompletableFuture<Boolean> ran = new CompletableFuture<>();

        assertThatIllegalStateException().isThrownBy(() -> loop.together(() -> {
            loop.execute(() -> ran.complete(true));
            throw new IllegalStateException();
        }));

        assertThat(ran.get(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tasksRunInTheirOrderOnTheThreadOfTheLoop() throws Exception {
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Boolean> current = new CopyOnWriteArrayList<>();

        for (int i = 0; i < 100; i++) {
            int number = i;
            loop.execute(() -> {
                order.add(number);
                current.add(loop.isCurrent());
            });
        }
        awaitTurn();

        assertThat(order).hasSize(100).isSorted();
        assertThat(current).containsOnly(true);
        assertThat(loop.isCurrent()).isFalse();
    }

    @Test
    void aTaskOrAHandlerThatFailsDoesNotEndTheLoop() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        try (DescriptorRegistration failing = loop.register(end.descriptor(), () -> {
            drain();
            called.countDown();
            throw new AssertionError("an error of a handler");
        })) {
            loop.execute(() -> {
                throw new StackOverflowError("an error of a task");
            });
            loop.after(0, () -> {
                throw new IllegalStateException("an error of a timer");
            });

            input.write(1);

            assertThat(called.await(SECONDS, TimeUnit.SECONDS)).isTrue();
            awaitTurn();
        }
    }

    @Test
    void aHandlerIsCalledAsLongAsThereIsSomethingToRead() throws Exception {
        Semaphore calls = new Semaphore(0);
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        try (DescriptorRegistration reading = loop.register(end.descriptor(), () -> {
            one.clear();
            if (read(one) > 0) {
                calls.release();
            }
        })) {
            input.write(new byte[3]);

            assertThat(calls.tryAcquire(3, SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        awaitTurn();
        assertThat(calls.availablePermits()).isZero();
    }

    @Test
    void aPausedRegistrationIsNotCalledNotEvenAtTheEndOfTheStream() throws Exception {
        Semaphore calls = new Semaphore(0);
        CountDownLatch ended = new CountDownLatch(1);
        ByteBuffer bytes = ByteBuffer.allocateDirect(10);
        try (DescriptorRegistration reading = loop.register(end.descriptor(), () -> {
            calls.release();
            bytes.clear();
            if (read(bytes) < 0) {
                ended.countDown();
            }
        })) {
            reading.pause();
            reading.pause();
            input.write(1);
            input.close();
            awaitTurn();
            awaitTurn();
            assertThat(calls.availablePermits()).isZero();

            reading.resume();

            assertThat(ended.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** The exit of a process must be handled even if the application has used up the direct memory. */
    @Test
    void aRegistrationTakesNoDirectMemory() throws Exception {
        BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).findFirst().orElseThrow();
        long before = direct.getCount();

        for (int i = 0; i < 1000; i++) {
            loop.register(end.descriptor(), this::drain).close();
        }

        assertThat(direct.getCount()).isLessThan(before + 1000);
    }

    @Test
    void aHandlerThatClosesItsRegistrationIsNotCalledAgain() throws Exception {
        Semaphore calls = new Semaphore(0);
        AtomicReference<DescriptorRegistration> self = new AtomicReference<>();
        loop.execute(() -> {
            try {
                self.set(loop.register(end.descriptor(), () -> {
                    calls.release();
                    self.get().close();
                    self.get().close();
                }));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        input.write(1);

        assertThat(calls.tryAcquire(SECONDS, TimeUnit.SECONDS)).isTrue();
        awaitTurn();
        awaitTurn();
        assertThat(calls.availablePermits()).isZero();
    }

    @Test
    void timersRunInTheOrderOfTheirTimesBehindTheTasksBeforeThem() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> last = new CompletableFuture<>();
        loop.execute(() -> setTimers(order, last));
        last.get(SECONDS, TimeUnit.SECONDS);

        assertThat(order).containsExactly("first", "second", "third", "fourth", "fifth");
    }

    private void setTimers(List<String> order, CompletableFuture<Void> last) {
        long begin = System.nanoTime();
        Owner.Timer fifth = loop.after(TimeUnit.MILLISECONDS.toNanos(20), () -> {
            order.add("fifth");
            last.complete(null);
        });
        Owner.Timer fourth = loop.after(TimeUnit.MILLISECONDS.toNanos(1), () -> order.add("fourth"));
        if (System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(10)) {
            // The machine was busy meanwhile, so that the fifth can be due first.
            fifth.cancel();
            fourth.cancel();
            loop.execute(() -> setTimers(order, last));
            return;
        }
        loop.execute(() -> order.add("first"));
        loop.after(0, () -> order.add("second"));
        loop.execute(() -> order.add("third"));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aTimerIsNeverEarly(boolean precise) throws Exception {
        if (!precise) {
            loop.execute(loop::waitInMillis);
        }
        List<Long> early = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(50);

        for (int i = 0; i < 50; i++) {
            long due = System.nanoTime() + i * 100_000L;
            loop.after(i * 100_000L, () -> {
                if (System.nanoTime() - due < 0) {
                    early.add(due);
                }
                done.countDown();
            });
        }

        assertThat(done.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(early).isEmpty();
    }

    @Test
    void aCancelledTimerDoesNotRun() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(1);

        loop.execute(() -> {
            loop.after(TimeUnit.MILLISECONDS.toNanos(1), () -> ran.add("cancelled")).cancel();
            loop.after(0, () -> ran.add("cancelled in the queue")).cancel();
            loop.after(TimeUnit.MILLISECONDS.toNanos(2), done::countDown);
        });

        assertThat(done.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isEmpty();
    }

    @Test
    void aClosedLoopHasRunItsTasksAndDropsLaterOnes() throws Exception {
        List<Integer> ran = new ArrayList<>();
        CountDownLatch inTask = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        loop.execute(() -> {
            inTask.countDown();
            awaitUninterrupted(release);
        });
        inTask.await();
        loop.execute(() -> ran.add(1));
        loop.after(TimeUnit.HOURS.toNanos(1), () -> ran.add(2));
        loop.close(0);
        release.countDown();

        loop.close(TimeUnit.SECONDS.toMillis(SECONDS));
        loop.execute(() -> ran.add(3));
        loop.close(TimeUnit.SECONDS.toMillis(SECONDS));

        assertThat(ran).containsExactly(1);
    }

    @Test
    void aLoopThatHasEndedKeepsNoTask() throws Exception {
        loop.close(TimeUnit.SECONDS.toMillis(SECONDS));

        WeakReference<Object> task = pass(object -> loop.execute(object::hashCode));
        WeakReference<Object> timer = pass(object -> loop.after(TimeUnit.HOURS.toNanos(1), object::hashCode));

        Awaitility.await().atMost(Duration.ofSeconds(SECONDS)).until(() -> {
            System.gc();
            return task.get() == null && timer.get() == null;
        });
    }

    private static WeakReference<Object> pass(Consumer<Object> receiver) {
        Object passed = new Object();
        receiver.accept(passed);
        return new WeakReference<>(passed);
    }

    @Test
    void aRegistrationThatTheSystemRefusesIsResumedLater() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        int copy = Libc.duplicateAboveStandard(end.descriptor());
        // The system gives a high number to no other thread that opens a file meanwhile.
        int number = Libc.fcntl(copy, DUPLICATE, HIGH);
        assertThat(number).isGreaterThanOrEqualTo(HIGH);
        try (DescriptorRegistration reading = loop.register(number, called::countDown)) {
            reading.pause();
            Libc.close(number);
            input.write(1);

            reading.resume();

            // The number is that of the pipe again.
            assertThat(Libc.fcntl(copy, DUPLICATE, number)).isEqualTo(number);
            assertThat(called.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            Descriptors.close(copy, number);
        }
    }

    /** Waits until the loop has done everything that was ready before. */
    private void awaitTurn() throws Exception {
        for (int i = 0; i < 2; i++) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            loop.execute(() -> done.complete(null));
            done.get(SECONDS, TimeUnit.SECONDS);
        }
    }

    private void drain() {
        read(ByteBuffer.allocateDirect(100));
    }

    private int read(ByteBuffer buffer) {
        try {
            return end.read(buffer);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
