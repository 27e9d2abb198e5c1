package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.IOThreadDetector;
import io.vertx.core.Vertx;

/** A real process whose program appears after its start has failed. */
class RepairedStartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private Engine engine;

    @BeforeEach
    void serve() {
        BlockingOperationControl.setIoThreadDetector(new IOThreadDetector[0]);
        engine = SharedEngine.get();
    }

    @AfterEach
    void close() throws Exception {
        SharedEngine.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aScriptThatAppearsIsRunAndItsDependentsStart() throws Exception {
        ProcessDefinition server = ProcessDefinition.builder("server").command("./serve").cwd(directory).build();
        ProcessDefinition client = ProcessDefinition.builder("client").command("sleep", "1000").dependsOn("server").build();
        engine.serve(new Application(vertx, engine.listeners()), Plan.of(List.of(server, client)), ShutdownLimits.DEFAULT);
        await("client", ProcessPhase.FAILED);
        assertThat(status("server").why()).isEqualTo("command not found: " + directory
                + "/serve does not exist; it starts when the file exists");

        Path draft = Files.writeString(directory.resolve("draft"), "#!/bin/sh\nexec sleep 1000\n");
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwx------"));
        Files.move(draft, directory.resolve("serve"));

        await("server", ProcessPhase.RUNNING);
        await("client", ProcessPhase.RUNNING);
        assertThat(status("server").incarnation()).isEqualTo(2);
    }

    private void await(String id, ProcessPhase phase) {
        Awaitility.await(id + " " + phase).atMost(PATIENCE).pollInterval(Duration.ofMillis(10))
                .until(() -> engine.commands().status().containsKey(id) && status(id).phase() == phase);
    }

    private ProcessStatus status(String id) {
        return engine.commands().status().get(id);
    }
}
