package io.quarkiverse.processmanager.runtime.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.ObserverMethod;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.listeners.Receiver;
import io.quarkiverse.processmanager.runtime.process.assembly.OsProcessRunner;

class CdiObserversTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** More than the queue of one observer holds. */
    private static final int MANY = 1_500;

    @TempDir
    Path state;

    private final List<String> resolved = new ArrayList<>();
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private final CountDownLatch resume = new CountDownLatch(1);
    private OsProcessRunner runner;
    private Listeners listeners;

    @BeforeEach
    void open() {
        runner = OsProcessRunner.create(state);
        listeners = new Listeners(runner);
    }

    @AfterEach
    void close() {
        listeners.close(PATIENCE);
        runner.close();
    }

    @Test
    void observersAreResolvedOnceForEachTypeAndId() {
        observe(new Observer(1));

        for (int i = 1; i <= 3; i++) {
            listeners.publish(started("db", i));
            listeners.publish(started("web", i));
            listeners.publish(new ProcessEvent.Stopping("db", i, Instant.EPOCH, "a test"));
        }

        await().atMost(PATIENCE).until(() -> calls.size() == 9);
        assertThat(resolved).containsExactly("Started db", "Started web", "Stopping db");
    }

    @Test
    void processesThatNoObserverCanNameShareOneResolution() {
        observe(new Observer(1));

        for (int i = 1; i <= 100; i++) {
            listeners.publish(started("made-" + i, 1));
        }

        await().atMost(PATIENCE).until(() -> calls.size() == 100);
        assertThat(resolved).containsExactly("Started made-1");
    }

    @Test
    void theObserversOfAProcessAreThoseOfAllItsReplicas() {
        observe(new Observer(1));

        List.of("web-0", "web-12", "web-x", "db-0").forEach(id -> listeners.publish(started(id, 1)));

        await().atMost(PATIENCE).until(() -> calls.size() == 4);
        assertThat(resolved).containsExactly("Started web-0", "Started web-x");
    }

    @Test
    void anObserverIsCalledAfterThoseWithASmallerPriorityEvenIfTheyHaveLostEvents() {
        Observer first = new Observer(1);
        Observer second = new Observer(2);
        observe(second, first);

        for (int i = 1; i <= MANY; i++) {
            listeners.publish(started("db", i));
        }
        assertThat(calls).isEmpty();
        resume.countDown();

        await().atMost(PATIENCE).until(() -> calls.contains("2 " + MANY));
        List<String> inOrder = List.copyOf(calls);
        for (String call : inOrder) {
            String event = call.substring(1);
            if (call.startsWith("2") && inOrder.contains("1" + event)) {
                assertThat(inOrder.indexOf("1" + event)).isLessThan(inOrder.indexOf(call));
            }
        }
        assertThat(inOrder.stream().filter(call -> call.startsWith("2 ")).map(call -> Integer.valueOf(call.substring(2)))
                .collect(Collectors.toList())).isSorted();
    }

    @Test
    void anItemThatComesAfterTheEndOfItsQueueIsDroppedVisibly() {
        List<String> dropped = new ArrayList<>();
        Consumer<String> queue = listeners.queue("a listener", new Receiver<String>() {

            @Override
            public void take(String item) {
                calls.add(item);
            }

            @Override
            public void dropped(String item) {
                dropped.add(item);
            }
        });
        listeners.close(PATIENCE);

        queue.accept("late");

        assertThat(dropped).containsExactly("late");
        assertThat(calls).isEmpty();
    }

    private void observe(Observer... observers) {
        if (observers.length == 1) {
            resume.countDown();
        }
        listeners.route(new CdiObservers(listeners, List.of("db", "web"), new NamedProcesses(Set.of("web")), event -> {
            resolved.add(event.getClass().getSimpleName() + " " + event.id());
            return Set.of(observers);
        }, this::call));
    }

    private void call(ObserverMethod<?> observer, ProcessEvent event) {
        try {
            resume.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        calls.add(observer.getPriority() + " " + event.incarnation());
    }

    private static ProcessEvent started(String id, long incarnation) {
        return new ProcessEvent.Started(id, incarnation, Instant.EPOCH, 42);
    }

    private record Observer(int priority) implements ObserverMethod<ProcessEvent> {

        @Override
        public int getPriority() {
            return priority;
        }

        @Override
        public Class<?> getBeanClass() {
            return Observer.class;
        }

        @Override
        public Bean<?> getDeclaringBean() {
            return null;
        }

        @Override
        public Type getObservedType() {
            return ProcessEvent.class;
        }

        @Override
        public Set<Annotation> getObservedQualifiers() {
            return Set.of();
        }

        @Override
        public Reception getReception() {
            return Reception.ALWAYS;
        }

        @Override
        public TransactionPhase getTransactionPhase() {
            return TransactionPhase.IN_PROGRESS;
        }

        @Override
        public void notify(EventContext<ProcessEvent> context) {
            throw new AssertionError("the test calls it");
        }
    }
}
