package io.quarkiverse.processmanager.deployment.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.terminal.text.Style;
import io.quarkus.dev.console.StatusLine;

class ProcessDisplayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final FakeEngine engine = new FakeEngine();
    private volatile boolean covered;
    private volatile int width = 80;
    private final Window window = new Window() {

        @Override
        public int width() {
            return width;
        }

        @Override
        public int height() {
            return 24;
        }

        @Override
        public boolean isCovered() {
            return covered;
        }
    };
    private final ProcessDisplay display = new ProcessDisplay(new StatusLine() {

        @Override
        public void setMessage(String message) {
            messages.add(String.valueOf(message));
        }

        @Override
        public void close() {
            messages.add("closed");
        }
    }, window, new DisplayText(new Style(false, true)));

    @AfterEach
    void close() {
        display.close();
    }

    @Test
    void itFollowsTheProcesses() {
        BooleanSupplier shown = display.apply(engine);

        assertThat(engine.requests).containsExactly("{\"command\":\"watch\"}");
        assertThat(shown.getAsBoolean()).isTrue();
        engine.send("db RUNNING");
        await("db ●");
        engine.send("db FAILED");
        await("db ✖ failed");
    }

    @Test
    void whatDoesNotChangeTheTextIsNotDrawn() {
        display.apply(engine);
        engine.send("db RUNNING");
        await("db ●");

        for (int index = 0; index < 100; index++) {
            engine.send("db RUNNING");
        }
        engine.send("db STOPPED");
        await("db ○");

        assertThat(messages).containsExactly("db ●", "db ○");
    }

    @Test
    void aTimeIsDrawnAgainWithoutAChange() {
        display.apply(engine);
        engine.send("db KILLING");

        // A slow machine leaves out a second.
        Awaitility.await().atMost(PATIENCE)
                .until(() -> messages.stream().anyMatch(text -> text.matches("db ◐ being killed [1-9][0-9]* s")));
    }

    @Test
    void theNextStartOfTheApplicationGoesOnWithTheSameSubscription() {
        display.apply(engine);
        display.apply(engine);

        assertThat(engine.requests).hasSize(1);
        assertThat(engine.cancelled).isEmpty();
    }

    @Test
    void anotherEngineReplacesTheFirstOne() {
        FakeEngine next = new FakeEngine();
        display.apply(engine);
        display.apply(next);

        assertThat(engine.cancelled).containsExactly("watch");
        next.send("db RUNNING");
        await("db ●");
    }

    @Test
    void theEndOfTheEngineRemovesTheText() {
        display.apply(engine);
        engine.send("db RUNNING");
        await("db ●");

        engine.receivers.get(0).accept(null);
        await("null");
    }

    @Test
    void belowAFullScreenNothingIsDrawn() {
        covered = true;
        BooleanSupplier shown = display.apply(engine);
        engine.send("db RUNNING");
        assertThat(shown.getAsBoolean()).isFalse();

        engine.send("db STOPPED");
        covered = false;
        await("db ○");

        assertThat(messages).containsExactly("db ○");
    }

    @Test
    void aNarrowerWindowGetsAnotherText() {
        display.apply(engine);
        engine.send("a-process-with-a-long-name RUNNING", "another-process-with-a-long-name RUNNING");
        await("a-process-with-a-long-name ● another-process-with-a-long-name ●");

        display.beforeResize();
        width = 20;
        display.afterResize();

        await("2 up");
    }

    @Test
    void aClosedDisplayShowsNothing() {
        BooleanSupplier shown = display.apply(engine);

        display.close();
        display.close();
        engine.send("db RUNNING");
        display.afterResize();

        assertThat(shown.getAsBoolean()).isFalse();
        assertThat(engine.cancelled).containsExactly("watch");
        assertThat(messages).containsExactly("closed");
        assertThat(display.apply(engine).getAsBoolean()).isFalse();
        assertThat(engine.requests).hasSize(1);
    }

    /** The terminal is hung up while the application runs: its close must not wait. */
    @Test
    void aTerminalThatClosesBeforeTheApplicationDoesNotWait() {
        display.apply(engine);

        display.beforeClose();

        assertThat(messages).containsExactly("closed");
    }

    private void await(String last) {
        Awaitility.await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(messages).isNotEmpty().last().isEqualTo(last));
    }

    private static final class FakeEngine implements BiFunction<String, Consumer<String>, Runnable> {

        private final Instant since = Instant.now();
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final List<String> cancelled = new CopyOnWriteArrayList<>();
        private final List<Consumer<String>> receivers = new CopyOnWriteArrayList<>();

        @Override
        public Runnable apply(String request, Consumer<String> receiver) {
            requests.add(request);
            receivers.add(receiver);
            return () -> cancelled.add("watch");
        }

        void send(String... rows) {
            StringBuilder json = new StringBuilder();
            for (String row : rows) {
                String[] parts = row.split(" ");
                json.append(json.isEmpty() ? "" : ",").append("{\"id\":\"").append(parts[0]).append("\",\"phase\":\"")
                        .append(parts[1]).append("\",\"down\":").append(parts[1].equals("FAILED"))
                        .append(",\"since\":\"").append(since).append("\"}");
            }
            receivers.forEach(receiver -> receiver.accept("{\"processes\":[" + json + "]}"));
        }
    }
}
