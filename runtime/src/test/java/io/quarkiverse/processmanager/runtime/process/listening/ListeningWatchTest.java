package io.quarkiverse.processmanager.runtime.process.listening;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts;
import io.quarkiverse.processmanager.runtime.process.threads.Owner;
import io.quarkiverse.processmanager.runtime.process.threads.OwnerThread;

class ListeningWatchTest {

    private static final long CLOSE_MILLIS = 60_000;

    private final OwnerThread owner = new OwnerThread();
    private final System system = new System();
    private final ListeningWatch watch = new ListeningWatch(system, owner);

    /** The ports that a system shows. */
    private static class System implements ListeningPorts {

        volatile Optional<Set<Integer>> shown = Optional.of(Set.of(1));
        final AtomicInteger polls = new AtomicInteger();

        @Override
        public Optional<Set<Integer>> listening() {
            polls.incrementAndGet();
            return shown;
        }

        @Override
        public List<ListeningSocket> on(int port) {
            return List.of();
        }

        @Override
        public boolean isHolder(long pid, Set<Long> sockets) {
            return false;
        }

        @Override
        public Map<Long, Set<Long>> holders(Set<Long> sockets) {
            return Map.of();
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        owner.close(CLOSE_MILLIS);
    }

    @Test
    void aPortIsNoticedWhenItBeginsToListen() {
        CompletableFuture<Void> first = watch.listens(80);
        CompletableFuture<Void> second = watch.listens(81);
        awaitPolls(3);
        assertThat(first).isNotDone();

        system.shown = Optional.of(Set.of(1, 80));

        assertThat(first).succeedsWithin(Duration.ofSeconds(60));
        awaitPolls(3);
        assertThat(second).isNotDone();
    }

    @Test
    void aPortThatListensAlreadyIsNoticed() {
        system.shown = Optional.of(Set.of(80));

        assertThat(watch.listens(80)).succeedsWithin(Duration.ofSeconds(60));
    }

    @Test
    void withoutARequestNothingIsPolled() throws Exception {
        CompletableFuture<Void> request = watch.listens(80);
        awaitPolls(1);
        request.cancel(false);

        assertThat(isIdle()).isTrue();
    }

    @Test
    void aSystemThatShowsNothingIsNotPolled() throws Exception {
        system.shown = Optional.empty();

        assertThat(watch.listens(80)).failsWithin(Duration.ofSeconds(60));

        assertThat(isIdle()).isTrue();
        assertThat(system.polls).hasValue(1);
    }

    /** A watch with a time of its own, and an owner whose only timer runs when the test says so. */
    private static final class Timed extends ListeningWatch {

        private static final class Manual implements Owner {

            private Runnable due = () -> {
            };
            private long delay;
            private int cancelled;

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
                delay = delayNanos;
                due = task;
                return () -> cancelled++;
            }

            @Override
            public void close(long millis) {
                // There is no thread.
            }
        }

        private final Manual manual;
        private long now;

        Timed(ListeningPorts ports, Manual manual) {
            super(ports, manual);
            this.manual = manual;
        }

        @Override
        long now() {
            return now;
        }

        void pass(Duration time) {
            now += time.toNanos();
        }

        /** The pause before the next poll. */
        Duration pause() {
            return Duration.ofNanos(manual.delay);
        }

        void poll() {
            manual.due.run();
        }
    }

    private Timed timed(Duration poll) {
        Timed[] timed = new Timed[1];
        System slow = new System() {

            @Override
            public Optional<Set<Integer>> listening() {
                timed[0].pass(poll);
                return super.listening();
            }
        };
        timed[0] = new Timed(slow, new Timed.Manual());
        return timed[0];
    }

    @Test
    void aSlowProgramIsPolledLessOften() {
        Timed timed = timed(Duration.ZERO);
        timed.listens(80);
        assertThat(timed.pause()).isEqualTo(Duration.ofMillis(1));

        timed.pass(Duration.ofSeconds(20));
        timed.poll();
        assertThat(timed.pause()).isEqualTo(Duration.ofMillis(20));

        timed.pass(Duration.ofHours(1));
        timed.poll();
        assertThat(timed.pause()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void aNewProgramDoesNotWaitForThePauseOfASlowOne() {
        Timed timed = timed(Duration.ZERO);
        timed.listens(81);
        timed.pass(Duration.ofHours(1));
        timed.poll();

        timed.listens(80);

        assertThat(timed.manual.cancelled).isEqualTo(1);
        assertThat(timed.pause()).isEqualTo(Duration.ofMillis(1));
        timed.listens(82);
        assertThat(timed.manual.cancelled).as("programs that start together share the polls").isEqualTo(1);
    }

    @Test
    void aProgramThatHasEndedDoesNotHastenThePollsForASlowOne() {
        Timed timed = timed(Duration.ZERO);
        timed.listens(81);
        timed.pass(Duration.ofSeconds(30));
        CompletableFuture<Void> crashing = timed.listens(80);
        assertThat(timed.pause()).isEqualTo(Duration.ofMillis(1));

        crashing.cancel(false);
        timed.poll();

        assertThat(timed.pause()).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void thePollsTakeASixthOfTheTimeAlsoWhereEachIsSlow() {
        Timed timed = timed(Duration.ofMillis(3));
        timed.listens(80);
        for (int i = 0; i < 20; i++) {
            timed.poll();
        }

        assertThat(timed.pause()).isEqualTo(Duration.ofMillis(15));
    }

    @Test
    void onePollThatIsInterruptedProlongsNoPause() {
        Timed timed = timed(Duration.ofMillis(90));

        timed.listens(80);

        assertThat(timed.pause()).isEqualTo(Duration.ofMillis(1));
    }

    private void awaitPolls(int more) {
        int wanted = system.polls.get() + more;
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> system.polls.get() >= wanted);
    }

    /** Whether no poll comes any more: the longest pause is shorter than the time of this look. */
    private boolean isIdle() throws Exception {
        int polls = -1;
        for (int i = 0; i < 100 && polls != system.polls.get(); i++) {
            polls = system.polls.get();
            CompletableFuture<Void> later = new CompletableFuture<>();
            owner.after(TimeUnit.MILLISECONDS.toNanos(200), () -> later.complete(null));
            later.get(60, TimeUnit.SECONDS);
        }
        return polls == system.polls.get();
    }
}
