package io.quarkiverse.processmanager.runtime.process.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LateOwnerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicInteger choices = new AtomicInteger();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final LateOwner owner = new LateOwner(this::choose);

    @AfterEach
    void close() throws InterruptedException {
        owner.close(PATIENCE.toMillis());
    }

    @Test
    void nothingIsChosenBeforeTheOwnerIsOpened() throws InterruptedException {
        owner.execute(() -> done.add("early"));
        owner.close(PATIENCE.toMillis());

        assertThat(choices).hasValue(0);
        assertThat(done).isEmpty();
    }

    @Test
    void earlyTasksRunFirstAndInOrder() {
        ready.countDown();
        owner.execute(() -> done.add("first"));
        owner.execute(() -> done.add("second"));

        owner.open();
        owner.open();

        assertThat(CompletableFuture.runAsync(() -> done.add("third"), owner)).succeedsWithin(PATIENCE);
        assertThat(done).containsExactly("first", "second", "third");
        assertThat(choices).hasValue(1);
    }

    @Test
    void aTaskDoesNotWaitForTheChoice() {
        CompletableFuture<Void> opened = CompletableFuture.runAsync(owner::open);
        CompletableFuture<Thread> task = CompletableFuture.supplyAsync(Thread::currentThread, owner);

        ready.countDown();

        assertThat(task).succeedsWithin(PATIENCE).isNotSameAs(Thread.currentThread());
        assertThat(opened).succeedsWithin(PATIENCE);
    }

    /** The event loop runs already when it is chosen, and can be faster than the thread that opens this owner. */
    @Test
    void anEarlyTaskMaySetATimerWhileTheNextIsPassedOn() {
        LateOwner late = new LateOwner(AtOnce::new);
        late.execute(() -> late.after(0, () -> done.add("timer")));
        late.execute(() -> done.add("second"));

        late.open();

        assertThat(done).containsExactly("timer", "second");
    }

    /** Each task has run when it has been passed. */
    private static final class AtOnce implements Owner {

        @Override
        public void open() {
            // There is no thread.
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Timer after(long delayNanos, Runnable task) {
            task.run();
            return Timer.NONE;
        }

        @Override
        public void close(long millis) {
            // There is no thread.
        }
    }

    private Owner choose() {
        choices.incrementAndGet();
        try {
            ready.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new OwnerThread();
    }
}
