package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.test.QuarkusUnitTest;

/** What observers of process events have in common with observers of {@code Event.fire}, and how they differ. */
class ObserversTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(NothingLeft.class, Observers.class))
            .overrideConfigKey("quarkus.processes.slow.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.slow.auto-start", "false")
            .overrideConfigKey("quarkus.processes.slow.startup-window", "50ms")
            .overrideConfigKey("quarkus.processes.web.command", "sleep 1000")
            .overrideConfigKey("quarkus.processes.web.auto-start", "false")
            .overrideConfigKey("quarkus.processes.web.startup-window", "50ms");

    @Inject
    ProcessManager processes;

    @Inject
    @ForProcess("web")
    ManagedProcess web;

    @Inject
    @ForProcess("slow")
    ManagedProcess slow;

    @Inject
    Observers observers;

    @AfterEach
    void stop() {
        observers.goOn.countDown();
        processes.stopAllAndAwait();
    }

    @Test
    void prioritiesOrderTheObserversOfOneEvent() {
        for (int i = 0; i < 5; i++) {
            long incarnation = web.startAndAwait().incarnation();
            web.stopAndAwait();

            await().atMost(PATIENCE).until(() -> observers.ordered.contains("last " + incarnation));
            assertThat(observers.ordered).filteredOn(call -> call.endsWith(" " + incarnation)).containsExactly(
                    "first " + incarnation, "second " + incarnation, "third " + incarnation, "last " + incarnation);
        }
    }

    @Test
    void aSlowObserverDelaysOnlyThoseThatItsPriorityPutsAfterIt() {
        observers.goOn = new CountDownLatch(1);

        slow.startAndAwait();

        await().atMost(PATIENCE).until(() -> observers.slow.containsAll(List.of("before", "same", "asynchronous")));
        assertThat(observers.slow).doesNotContain("after", "slow");
        observers.goOn.countDown();
        await().atMost(PATIENCE).until(() -> observers.slow.containsAll(List.of("slow", "after")));
        assertThat(observers.slow).containsSubsequence("slow", "after");
    }

    @Test
    void transactionalObserversAreCalledAtOnceAsWithoutATransaction() {
        long incarnation = web.startAndAwait().incarnation();

        await().atMost(PATIENCE).until(() -> observers.transactional.containsAll(List.of("after success " + incarnation,
                "after failure " + incarnation, "after completion " + incarnation, "before completion " + incarnation)));
    }

    @Test
    void anObserverOfNoProcessInParticularReceivesTheEventsOfCreatedOnesToo() {
        processes.startAndAwait(ProcessDefinition.builder("made").command("sleep", "1000")
                .startupWindow(Duration.ofMillis(50)).build());

        await().atMost(PATIENCE).until(() -> observers.ids.contains("made"));
        processes.removeAndAwait("made");
    }

    @Singleton
    public static class Observers {

        final Queue<String> ordered = new ConcurrentLinkedQueue<>();
        final Queue<String> slow = new ConcurrentLinkedQueue<>();
        final Queue<String> transactional = new ConcurrentLinkedQueue<>();
        final Queue<String> ids = new ConcurrentLinkedQueue<>();
        volatile CountDownLatch goOn = new CountDownLatch(1);

        // The methods are not in the order of their priorities.

        void last(@Observes @ForProcess("web") ProcessEvent.Stopped event) {
            ordered.add("last " + event.incarnation());
        }

        void second(@Observes @Priority(20) ProcessEvent event) {
            if (event instanceof ProcessEvent.Stopped && event.id().equals("web")) {
                ordered.add("second " + event.incarnation());
                throw new IllegalStateException("an observer that throws does not end the notification");
            }
        }

        void first(@Observes @Priority(10) @ForProcess("web") ProcessEvent.Stopped event) throws InterruptedException {
            Thread.sleep(100);
            ordered.add("first " + event.incarnation());
        }

        void third(@ObservesAsync @Priority(30) @ForProcess("web") ProcessEvent.Stopped event) throws InterruptedException {
            Thread.sleep(20);
            ordered.add("third " + event.incarnation());
        }

        void before(@Observes @Priority(1) @ForProcess("slow") ProcessEvent.Running event) {
            slow.add("before");
        }

        void slow(@Observes @ForProcess("slow") ProcessEvent.Running event) throws InterruptedException {
            goOn.await();
            slow.add("slow");
        }

        void same(@Observes @ForProcess("slow") ProcessEvent.Running event) {
            slow.add("same");
        }

        void asynchronous(@ObservesAsync @ForProcess("slow") ProcessEvent.Running event) {
            slow.add("asynchronous");
        }

        void after(@Observes @Priority(5_000) @ForProcess("slow") ProcessEvent.Running event) {
            slow.add("after");
        }

        void afterSuccess(
                @Observes(during = TransactionPhase.AFTER_SUCCESS) @ForProcess("web") ProcessEvent.Running event) {
            transactional.add("after success " + event.incarnation());
        }

        void afterFailure(
                @Observes(during = TransactionPhase.AFTER_FAILURE) @ForProcess("web") ProcessEvent.Running event) {
            transactional.add("after failure " + event.incarnation());
        }

        void afterCompletion(
                @Observes(during = TransactionPhase.AFTER_COMPLETION) @ForProcess("web") ProcessEvent.Running event) {
            transactional.add("after completion " + event.incarnation());
        }

        void beforeCompletion(
                @Observes(during = TransactionPhase.BEFORE_COMPLETION) @ForProcess("web") ProcessEvent.Running event) {
            transactional.add("before completion " + event.incarnation());
        }

        void any(@Observes ProcessEvent.Running event) {
            ids.add(event.id());
        }
    }
}
