package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.PortOwner;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.IOThreadDetector;
import io.vertx.core.Vertx;

/** Tasks and services as real processes: a program that prepares data, and a server that needs the data. */
class TasksAndServicesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;
    private final Vertx vertx = Vertx.vertx();
    private ProcessManager manager;

    @BeforeEach
    void allowBlocking() {
        // Quarkus sets a detector before each application starts.
        BlockingOperationControl.setIoThreadDetector(new IOThreadDetector[0]);
    }

    @AfterEach
    void close() throws Exception {
        SharedEngine.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aServerStartsWhenItsDataIsCompleteAndTheNextApplicationSkipsTheTask() throws IOException {
        ProcessDefinitionBuilder initdb = script("initdb", "until test -e go; do sleep 0.05; done; echo 15 > data")
                .creates(Path.of("data"));
        ProcessDefinitionBuilder db = script("db", "test -e data || exit 3; exec sleep 1000").dependsOn("initdb");
        serve(initdb, db);

        await("initdb", ProcessPhase.RUNNING);
        assertThat(status("db").phase()).isEqualTo(ProcessPhase.WAITING);
        Files.createFile(directory.resolve("go"));
        await("db", ProcessPhase.RUNNING);
        assertThat(status("initdb").phase()).isEqualTo(ProcessPhase.COMPLETED);
        assertThat(status("db").incarnation()).isEqualTo(1);

        SharedEngine.close();
        Files.delete(directory.resolve("go"));
        serve(initdb, db);

        await("db", ProcessPhase.RUNNING);
        assertThat(status("initdb").why()).isEqualTo("skipped: data exists");
    }

    @Test
    void aTaskThatFailsRunsOnceAndFailsItsDependent() {
        serve(script("initdb", "echo x >> runs; exit 4").kind(ProcessKind.TASK),
                script("db", "exec sleep 1000").dependsOn("initdb"));

        await("db", ProcessPhase.FAILED);

        assertThat(status("db").why()).startsWith("initdb failed: exited with 4 after ");
        assertThat(directory.resolve("runs")).hasContent("x");
    }

    @Test
    void aServerThatExitsWithSuccessHasFailed() {
        // On a busy machine the program can need longer than the time after which a process is up.
        serve(script("db", "exit 0").kind(ProcessKind.SERVICE).startupWindow(PATIENCE),
                script("api", "exec sleep 1000").dependsOn("db"));

        await("api", ProcessPhase.FAILED);

        assertThat(status("db").phase()).isEqualTo(ProcessPhase.FAILED);
        assertThat(status("db").why()).startsWith("exited with 0 after ").contains(", and a service must keep running");
    }

    @Test
    void aDependentFindsItsDependency() {
        serve(script("my-db", "exec sleep 1000").port(7).port("admin", 9).urlScheme("redis").portOwner(PortOwner.ANY)
                .health(health -> health.type(CheckType.NONE)),
                script("api", "echo $MY_DB_HOST $MY_DB_PORT $MY_DB_PORT_ADMIN $MY_DB_URL > found; exec sleep 1000")
                        .dependsOn("my-db"));

        await("api", ProcessPhase.RUNNING);

        // On a busy machine a shell can write after the time for which it must run to be up.
        Awaitility.await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(directory.resolve("found")).hasContent("localhost 7 9 redis://localhost:7"));
    }

    private void serve(ProcessDefinitionBuilder... builders) {
        Engine engine = SharedEngine.get();
        engine.serve(new Application(vertx, engine.listeners()),
                Plan.of(Arrays.stream(builders).map(ProcessDefinitionBuilder::build).toList()), ShutdownLimits.DEFAULT);
        manager = engine.commands();
    }

    private ProcessDefinitionBuilder script(String id, String text) {
        return ProcessDefinition.builder(id).command(text).shell(true).cwd(directory);
    }

    private ProcessStatus status(String id) {
        return manager.get(id).status();
    }

    private void await(String id, ProcessPhase phase) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(id).phase()).isEqualTo(phase));
    }
}
