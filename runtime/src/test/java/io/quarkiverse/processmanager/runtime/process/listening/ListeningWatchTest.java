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
import io.quarkiverse.processmanager.runtime.process.threads.OwnerThread;

class ListeningWatchTest {

    private static final long CLOSE_MILLIS = 60_000;

    private final OwnerThread owner = new OwnerThread();
    private final System system = new System();
    private final ListeningWatch watch = new ListeningWatch(system, owner);

    /** The ports that a system shows. */
    private static final class System implements ListeningPorts {

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
