package io.quarkiverse.processmanager.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The delivery of answers in the same JVM; what they say is the subject of {@code RequestsTest}. */
class LocalControlTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String END = "{\"end\":true}";

    private final List<LocalControl> opened = new ArrayList<>();
    private final LinkedBlockingQueue<Optional<String>> received = new LinkedBlockingQueue<>();

    private LocalControl with(BiConsumer<String, Answer> requests) {
        LocalControl control = new LocalControl(requests);
        opened.add(control);
        return control;
    }

    @AfterEach
    void close() {
        opened.forEach(LocalControl::close);
    }

    private void receive(String line) {
        received.add(Optional.ofNullable(line));
    }

    private List<String> allLines() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (Optional<String> next = next(); next.isPresent(); next = next()) {
            lines.add(next.get());
        }
        return lines;
    }

    private Optional<String> next() throws InterruptedException {
        return Optional.ofNullable(received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).orElseThrow();
    }

    @Test
    void theReceiverGetsTheLinesThenTheEndThenNull() throws Exception {
        with((request, answer) -> {
            answer.line(request + " 1");
            answer.line(request + " 2");
            answer.end();
            answer.line("late");
        }).apply("ask", this::receive);

        assertThat(allLines()).containsExactly("ask 1", "ask 2", END);
        assertThat(received).isEmpty();
    }

    @Test
    void anErrorOfARequestIsItsAnswer() throws Exception {
        with((request, answer) -> {
            throw new IllegalStateException("the reason");
        }).apply("ask", this::receive);

        assertThat(allLines()).containsExactly("{\"error\":{\"reason\":\"INVALID\",\"message\":\"the reason\"}}", END);
    }

    /** Lines of several threads neither overlap nor get lost, and the end comes behind them. */
    @Test
    void oneThreadAtATimeCallsTheReceiver() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        with((request, answer) -> {
            List<CompletableFuture<Void>> writers = IntStream.range(0, 4).mapToObj(writer -> CompletableFuture.runAsync(
                    () -> IntStream.range(0, 2_000).forEach(line -> answer.line(writer + " " + line)))).toList();
            CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).thenRun(answer::end);
        }).apply("ask", line -> {
            overlaps.addAndGet(inside.getAndIncrement());
            receive(line);
            inside.decrementAndGet();
        });

        List<String> lines = allLines();

        assertThat(lines).hasSize(8_001).doesNotHaveDuplicates().endsWith(END);
        assertThat(overlaps).hasValue(0);
    }

    @Test
    void anAnswerIsFullWhileItsReceiverBlocksAndAnotherOneGoesOn() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CompletableFuture<Boolean> full = new CompletableFuture<>();
        List<String> drained = new CopyOnWriteArrayList<>();
        LocalControl control = with((request, answer) -> {
            answer.line("first");
            if (request.equals("slow")) {
                await(blocked);
                answer.line("x".repeat(200_000));
                full.complete(answer.isFull());
                answer.whenDrained(() -> {
                    drained.add("drained");
                    answer.end();
                });
            } else {
                answer.end();
            }
        });
        List<String> slow = Collections.synchronizedList(new ArrayList<>());
        control.apply("slow", line -> {
            blocked.countDown();
            await(mayGoOn);
            slow.add(line);
        });

        assertThat(full.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        control.apply("fast", this::receive);
        assertThat(allLines()).containsExactly("first", END);
        assertThat(drained).isEmpty();

        mayGoOn.countDown();
        Awaitility.await().atMost(PATIENCE).until(() -> slow.size() == 4);
        assertThat(drained).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theReturnedActionCancelsAnAnswerWithoutAnEnd() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        LocalControl control = with((request, answer) -> {
            answer.follow(cancelled::countDown);
            answer.line("first");
        });

        Runnable cancel = control.apply("ask", this::receive);
        assertThat(next()).contains("first");
        cancel.run();

        await(cancelled);
        assertThat(received).isEmpty();
    }

    @Test
    void theCloseCancelsAnAnswerWithoutAnEndAndItsReceiverGetsNull() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        LocalControl control = with((request, answer) -> {
            answer.follow(cancelled::countDown);
            answer.line("first");
        });
        control.apply("ask", this::receive);
        assertThat(next()).contains("first");

        control.close();

        await(cancelled);
        assertThat(next()).isEmpty();
        control.apply("later", this::receive);
        assertThat(next()).isEmpty();
    }

    @Test
    void aReceiverThatFailsEndsItsRequest() {
        CountDownLatch cancelled = new CountDownLatch(1);
        with((request, answer) -> {
            answer.follow(cancelled::countDown);
            answer.line("first");
        }).apply("ask", line -> {
            throw new IllegalStateException();
        });

        await(cancelled);
    }
}
