package io.quarkiverse.processmanager.runtime.process.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnerThreadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LONG_NANOS = TimeUnit.HOURS.toNanos(1);

    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();
    private final OwnerThread owner = new OwnerThread(refusing(EngineThreads.factory("test-owner")));
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws InterruptedException {
        owner.close(PATIENCE.toMillis());
    }

    @Test
    void tasksRunInOrderOnOneThread() {
        CompletableFuture<Thread> first = CompletableFuture.supplyAsync(Thread::currentThread, owner);
        IntStream.range(0, 100).forEach(i -> owner.execute(() -> done.add("" + i)));

        assertThat(CompletableFuture.supplyAsync(Thread::currentThread, owner)).succeedsWithin(PATIENCE)
                .isSameAs(first.join()).extracting(Thread::isDaemon).isEqualTo(true);
        assertThat(done).containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "" + i).toList());
    }

    @Test
    void aTaskThatIsDueNowRunsAfterThoseBeforeIt() {
        CountDownLatch ready = new CountDownLatch(1);
        owner.execute(() -> await(ready));
        owner.execute(() -> done.add("first"));
        owner.after(0, () -> done.add("second"));
        CompletableFuture<Void> last = CompletableFuture.runAsync(() -> done.add("third"), owner);

        ready.countDown();

        assertThat(last).succeedsWithin(PATIENCE);
        assertThat(done).containsExactly("first", "second", "third");
    }

    @Test
    void aCancelledTimerDoesNothing() {
        CountDownLatch ready = new CountDownLatch(1);
        owner.execute(() -> await(ready));
        Owner.Timer due = owner.after(0, () -> done.add("cancelled"));

        due.cancel();
        due.cancel();
        ready.countDown();

        assertThat(CompletableFuture.runAsync(() -> done.add("next"), owner)).succeedsWithin(PATIENCE);
        assertThat(done).containsExactly("next");
    }

    @Test
    void anErrorOfATaskAffectsNoOtherTask() {
        owner.execute(() -> {
            throw new StackOverflowError("an error of the test");
        });
        owner.after(0, () -> {
            throw new IllegalStateException("an error of the test");
        });

        assertThat(CompletableFuture.supplyAsync(() -> 1, owner)).succeedsWithin(PATIENCE);
        assertThat(threads).hasValue(1);
    }

    @Test
    void theCallerRunsTheTasksWhileTheSystemRefusesAThread() {
        refusals.set(1);

        owner.execute(() -> done.add(Thread.currentThread().getName()));

        assertThat(done).containsExactly(Thread.currentThread().getName());
        assertThat(CompletableFuture.supplyAsync(Thread::currentThread, owner)).succeedsWithin(PATIENCE)
                .isNotSameAs(Thread.currentThread());
    }

    @Test
    void noThreadExistsBeforeTheFirstTask() throws InterruptedException {
        owner.close(PATIENCE.toMillis());

        assertThat(threads).hasValue(0);
    }

    @Test
    void aClosedOwnerRunsTheTasksBeforeAndDropsDelayedAndLaterOnes() throws InterruptedException {
        owner.after(LONG_NANOS, () -> done.add("delayed"));
        owner.execute(() -> done.add("before"));

        owner.close(PATIENCE.toMillis());
        owner.execute(() -> done.add("later"));
        owner.after(0, () -> done.add("later"));

        assertThat(done).containsExactly("before");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ThreadFactory refusing(ThreadFactory factory) {
        return task -> {
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            threads.incrementAndGet();
            return factory.newThread(task);
        };
    }
}
