package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.IOThreadDetector;
import io.vertx.core.Vertx;

/** A thread is interrupted while it closes the engine, or while it waits until another thread has closed the engine. */
class UninterruptedStopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        SharedEngine.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void theProcessesHaveTheirGracePeriodAllTheSame() throws Exception {
        Path stopping = directory.resolve("stopping");
        Path go = directory.resolve("go");
        Path flushed = directory.resolve("flushed");
        Engine engine = serve("trap 'touch " + stopping + "; until test -e " + go + "; do sleep 0.05; done; touch " + flushed
                + "; exit 0' TERM; touch " + directory.resolve("ready") + "; while :; do sleep 0.05; done");
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("ready")));
        AtomicBoolean restored = new AtomicBoolean();
        Thread closing = new Thread(() -> {
            SharedEngine.close();
            restored.set(Thread.currentThread().isInterrupted());
        });

        closing.start();
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(stopping));
        closing.interrupt();
        closing.join(500);
        assertThat(closing.isAlive()).isTrue();
        Files.createFile(go);
        closing.join(PATIENCE.toMillis());

        assertThat(flushed).exists();
        assertThat(restored).isTrue();
        assertThat(engine.commands().status().get("db").lastExit().orElseThrow().code()).hasValue(0);
    }

    /** The JVM ends during a start: a hook closes the engine, and the start that it has ended runs its shutdown tasks. */
    @Test
    void theProcessesHaveTheirGracePeriodWhenAStartEndsMeanwhile() throws Exception {
        Path stopping = directory.resolve("stopping");
        Path go = directory.resolve("go");
        Path flushed = directory.resolve("flushed");
        Engine engine = serve("trap 'touch " + stopping + "; until test -e " + go + "; do sleep 0.05; done; touch " + flushed
                + "; exit 0' TERM; touch " + directory.resolve("ready") + "; while :; do sleep 0.05; done");
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("ready")));
        Thread closing = new Thread(SharedEngine::close);
        closing.start();
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(stopping));

        engine.applicationEnds();
        closing.join(500);
        assertThat(closing.isAlive()).isTrue();
        Files.createFile(go);
        closing.join(PATIENCE.toMillis());

        assertThat(flushed).exists();
        assertThat(engine.commands().status().get("db").lastExit().orElseThrow().code()).hasValue(0);
    }

    private Engine serve(String script) {
        BlockingOperationControl.setIoThreadDetector(new IOThreadDetector[0]);
        Engine engine = SharedEngine.get();
        ProcessDefinition db = ProcessDefinition.builder("db").command("sh", "-c", script)
                .stop(stop -> stop.timeout(PATIENCE)).build();
        engine.serve(new Application(vertx, engine.listeners()), Plan.of(List.of(db)), ShutdownLimits.DEFAULT);
        Awaitility.await().atMost(PATIENCE)
                .until(() -> engine.commands().status().get("db").phase() == ProcessPhase.RUNNING);
        return engine;
    }
}
