package io.quarkiverse.processmanager.runtime.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessHooks;
import io.quarkiverse.processmanager.Registration;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.process.assembly.OsProcessRunner;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

class ListenersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    Path state;

    private OsProcessRunner runner;
    private Listeners listeners;
    private final Queue<ProcessEvent> received = new ConcurrentLinkedQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);

    @BeforeEach
    void open() {
        runner = OsProcessRunner.create(state);
        listeners = new Listeners(runner);
    }

    @AfterEach
    void close() {
        listeners.close(PATIENCE);
        runner.close();
        await("threads of listeners").atMost(PATIENCE).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("process-manager-listener")));
    }

    /** While an application starts, its beans may not be usable yet. */
    @Test
    void heldListenersReceiveTheirItemsInOrderLater() {
        listeners.hold();
        listeners.on(id -> true, ProcessEvent.class, received::add);
        IntStream.rangeClosed(1, 5).forEach(number -> listeners.publish(started("a", number)));
        assertThat(received).isEmpty();

        listeners.deliver();
        listeners.publish(started("a", 6));

        await().atMost(PATIENCE).until(() -> received.size() == 6);
        assertThat(received).extracting(event -> ((ProcessEvent.Started) event).incarnation())
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    /** The start of the application has failed: no bean receives an event, and the end does not wait for that. */
    @Test
    void heldListenersReceiveNothingAfterAStartThatFailed() {
        listeners.hold();
        listeners.on(id -> true, ProcessEvent.class, received::add);
        listeners.publish(started("a", 1));

        listeners.close(Duration.ofDays(1));
        listeners.deliver();

        assertThat(received).isEmpty();
        assertThat(listeners.count()).isZero();
    }

    @Test
    void statusUpdatesGiveTheCurrentSnapshotAndOneForEachChange() {
        AtomicInteger state = new AtomicInteger(1);
        AssertSubscriber<Integer> updates = listeners.updates(() -> () -> List.of(state.get())).subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        updates.awaitItems(1, PATIENCE);

        state.set(2);
        listeners.changed();

        updates.awaitItems(2, PATIENCE).assertItems(1, 2);
        listeners.close(PATIENCE);
        updates.awaitCompletion(PATIENCE);
        // The thread of the listener removes its queue after it has reported the end.
        await().atMost(PATIENCE).until(() -> listeners.count() == 0);
    }

    @Test
    void aSubscriberToFewChangesReceivesTheFirstStateAndIsOnlyWokenByThese() {
        AtomicInteger state = new AtomicInteger(1);
        AssertSubscriber<Integer> updates = listeners.updates(() -> () -> List.of(state.get()), () -> () -> state.get() == 3)
                .subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        updates.awaitItems(1, PATIENCE);

        state.set(2);
        listeners.changed();
        state.set(3);
        listeners.changed();

        updates.awaitItems(2, PATIENCE).assertItems(1, 3);
        updates.cancel();
    }

    @Test
    void aSlowSubscriberToStatusUpdatesReceivesOnlyTheLatest() {
        AtomicInteger state = new AtomicInteger(1);
        AssertSubscriber<Integer> updates = listeners.updates(() -> () -> List.of(state.get())).subscribe()
                .withSubscriber(AssertSubscriber.create(1));
        updates.awaitItems(1, PATIENCE);

        for (int change = 2; change <= 50; change++) {
            state.set(change);
            listeners.changed();
        }
        updates.request(10).awaitItems(2, PATIENCE).assertItems(1, 50);
        updates.cancel();
        assertThat(listeners.count()).isZero();
    }

    @Test
    void aHandlerReceivesItsEventsInOrder() {
        listeners.on("db"::equals, ProcessEvent.Started.class, received::add);

        for (int i = 1; i <= 500; i++) {
            listeners.publish(started("db", i));
            listeners.publish(started("web", i));
            listeners.publish(stopped("db"));
        }

        await().atMost(PATIENCE).until(() -> received.size() == 500);
        assertThat(received).extracting(ProcessEvent::incarnation).isSorted().startsWith(1L).endsWith(500L);
        assertThat(received).allSatisfy(event -> assertThat(event.id()).isEqualTo("db"));
    }

    @Test
    void aHandlerThatThrowsReceivesFurtherEventsAndAffectsNoOther() {
        Queue<Long> thrower = new ConcurrentLinkedQueue<>();
        listeners.on(id -> true, ProcessEvent.class, event -> {
            thrower.add(event.incarnation());
            throw new AssertionError("a handler that throws");
        });
        listeners.on(id -> true, ProcessEvent.class, received::add);

        IntStream.rangeClosed(1, 3).forEach(i -> listeners.publish(started("db", i)));

        await().atMost(PATIENCE).until(() -> received.size() == 3 && thrower.size() == 3);
    }

    @Test
    void aHandlerThatBlocksLosesTheOldestEventsAndDelaysNoOther() {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch resume = new CountDownLatch(1);
        Queue<Long> late = new ConcurrentLinkedQueue<>();
        Registration slow = listeners.on(id -> true, ProcessEvent.class, event -> {
            busy.countDown();
            reached(resume);
            late.add(event.incarnation());
        });
        listeners.on(id -> true, ProcessEvent.class, received::add);
        listeners.publish(started("db", 1));
        reached(busy);

        for (int i = 2; i <= EventFeed.LIMIT + 11; i++) {
            listeners.publish(started("db", i));
            int soFar = i;
            await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1))
                    .until(() -> received.size() == soFar);
        }
        resume.countDown();

        assertThat(slow.lost()).isEqualTo(10);
        await().atMost(PATIENCE).until(() -> late.size() == EventFeed.LIMIT + 1);
        assertThat(late).startsWith(1L, 12L, 13L).endsWith(EventFeed.LIMIT + 11L);
    }

    @Test
    void afterItsRegistrationIsClosedAHandlerReceivesNothing() {
        Registration registration = listeners.on(id -> true, ProcessEvent.class, received::add);
        Queue<ProcessEvent> other = new ConcurrentLinkedQueue<>();
        listeners.on(id -> true, ProcessEvent.class, other::add);

        registration.close();
        registration.close();
        listeners.publish(started("db", 1));

        await().atMost(PATIENCE).until(() -> other.size() == 1);
        assertThat(received).isEmpty();
        assertThat(registration.lost()).isZero();
    }

    @Test
    void aStreamDeliversAsManyItemsAsRequestedAndEndsWithTheApplication() {
        AssertSubscriber<ProcessEvent> subscriber = listeners.events("db"::equals)
                .subscribe().withSubscriber(AssertSubscriber.create(1));

        IntStream.rangeClosed(1, 3).forEach(i -> listeners.publish(started("db", i)));
        listeners.publish(started("web", 1));
        await().atMost(PATIENCE).until(() -> subscriber.getItems().size() == 1);
        subscriber.request(1);
        await().atMost(PATIENCE).until(() -> subscriber.getItems().size() == 2);
        listeners.close(PATIENCE);

        subscriber.awaitCompletion(PATIENCE);
        assertThat(subscriber.getItems()).extracting(ProcessEvent::incarnation).containsExactly(1L, 2L);
    }

    @Test
    void aCancelledStreamReceivesNothing() {
        AssertSubscriber<ProcessEvent> subscriber = listeners.events(id -> true)
                .subscribe().withSubscriber(AssertSubscriber.create(10));
        listeners.on(id -> true, ProcessEvent.class, received::add);

        subscriber.cancel();
        listeners.publish(started("db", 1));

        await().atMost(PATIENCE).until(() -> received.size() == 1);
        subscriber.assertHasNotReceivedAnyItem().assertNotTerminated();
    }

    @Test
    void queuedEventsAreDeliveredBeforeTheEnd() {
        listeners.on(id -> true, ProcessEvent.class, received::add);

        IntStream.rangeClosed(1, 500).forEach(i -> listeners.publish(started("db", i)));
        listeners.close(PATIENCE);

        assertThat(received).hasSize(500);
    }

    @Test
    void aHandlerThatBlocksIsInterruptedAtTheEnd() {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        listeners.on(id -> true, ProcessEvent.class, event -> {
            busy.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        listeners.publish(started("db", 1));
        reached(busy);

        listeners.close(SHORT);

        reached(interrupted);
    }

    @Test
    void aSubscriptionAfterTheEndIsRefused() {
        listeners.close(SHORT);

        assertThatThrownBy(() -> listeners.on(id -> true, ProcessEvent.class, received::add))
                .isInstanceOfSatisfying(ProcessException.class,
                        e -> assertThat(e.reason()).isEqualTo(ProcessException.Reason.CLOSED));
        listeners.events(id -> true).subscribe().withSubscriber(AssertSubscriber.create(1)).awaitCompletion(PATIENCE);
        listeners.output("db").subscribe().withSubscriber(AssertSubscriber.create(1)).awaitCompletion(PATIENCE);
    }

    @Test
    void eachHookIsCalledForItsEvents() {
        Queue<String> calls = new ConcurrentLinkedQueue<>();
        listeners.hooks("db", hooks("old", calls));
        listeners.hooks("db", hooks("new", calls));

        listeners.publish(started("db", 1));
        listeners.publish(crashed("db"));
        listeners.publish(started("db", 2));
        listeners.publish(stopped("db"));
        listeners.publish(started("web", 7));
        listeners.publish(started("db", 3));
        listeners.close(PATIENCE);

        assertThat(calls).containsExactly("new start 1", "new crash", "new start 2", "new restart 2", "new stop",
                "new start 3");
    }

    @Test
    void hooksOfARemovedProcessReceiveItsEndAndAreReleased() {
        Queue<String> calls = new ConcurrentLinkedQueue<>();
        ProcessHooks hooks = hooks("old", calls);
        WeakReference<ProcessHooks> reference = new WeakReference<>(hooks);
        listeners.hooks("db", hooks);
        hooks = null;

        listeners.publish(started("db", 1));
        Runnable release = listeners.forget("db");
        listeners.hooks("db", hooks("new", calls));
        listeners.publish(stopped("db"));
        release.run();
        release = null;
        listeners.publish(started("db", 1));

        // Each of the hooks has a queue of its own.
        await().atMost(PATIENCE).until(() -> calls.contains("new start 1") && calls.contains("old stop"));
        assertThat(calls).contains("old start 1", "old stop").doesNotContain("old restart 1");
        await().atMost(PATIENCE).until(() -> {
            System.gc();
            return reference.get() == null;
        });
    }

    @Test
    void handlersRunWithTheClassLoaderOfTheApplication() {
        ClassLoader loader = new ClassLoader() {
        };
        Queue<ClassLoader> loaders = new ConcurrentLinkedQueue<>();
        listeners.serve(loader);
        listeners.on(id -> true, ProcessEvent.class, event -> loaders.add(Thread.currentThread().getContextClassLoader()));

        listeners.publish(started("db", 1));
        listeners.close(PATIENCE);

        assertThat(loaders).containsExactly(loader);
    }

    private static ProcessHooks hooks(String name, Queue<String> calls) {
        return new ProcessHooks() {

            @Override
            public void onStart(ProcessEvent.Started started) {
                calls.add(name + " start " + started.incarnation());
            }

            @Override
            public void onStop(ProcessEvent.Stopped stopped) {
                calls.add(name + " stop");
            }

            @Override
            public void onRestart(ProcessEvent.Started started) {
                calls.add(name + " restart " + started.incarnation());
            }

            @Override
            public void onCrash(ProcessEvent.Crashed crashed) {
                calls.add(name + " crash");
            }
        };
    }

    private static ProcessEvent started(String id, long incarnation) {
        return new ProcessEvent.Started(id, incarnation, Instant.EPOCH, 42);
    }

    private static ProcessEvent stopped(String id) {
        return new ProcessEvent.Stopped(id, 1, Instant.EPOCH, Optional.empty());
    }

    private static ProcessEvent crashed(String id) {
        return new ProcessEvent.Crashed(id, 1, Instant.EPOCH, Exits.notStarted(ProcessException.Reason.ENOENT, "not found",
                Instant.EPOCH), "not found", true, 1, OptionalInt.of(5), Duration.ofSeconds(1));
    }

    private static void reached(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
