package io.quarkiverse.processmanager.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.runtime.control.wire.JsonText;
import io.quarkiverse.processmanager.runtime.engine.Application;
import io.quarkiverse.processmanager.runtime.engine.SharedEngine;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.IOThreadDetector;
import io.vertx.core.Vertx;

/** No view of real processes has the secret of a definition: it is in the definition, and the programs write it. */
class SecretViewsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SECRET = "s3ntinel-42";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> texts = new CopyOnWriteArrayList<>();

    @TempDir
    Path directory;
    private ProcessManager manager;

    @BeforeEach
    void allowBlocking() {
        BlockingOperationControl.setIoThreadDetector(new IOThreadDetector[0]);
        manager = SharedEngine.get().lasting();
        manager.events().subscribe().with(event -> texts.add(event.toString()));
    }

    @AfterEach
    void close() throws Exception {
        SharedEngine.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private ProcessDefinitionBuilder process(String id, String... command) {
        return ProcessDefinition.builder(id).command(command).cwd(directory)
                .restart(restart -> restart.policy(RestartPolicy.Mode.NEVER));
    }

    /** A program that exits at once. On a busy machine it can need more than the second after which it would be up. */
    private ProcessDefinitionBuilder failing(String id, String... command) {
        return process(id, command).startupWindow(PATIENCE);
    }

    @Test
    void noViewHasTheSecretOfAProcess() {
        String printed = "echo \"cannot log in with $1\"; exit 3";
        SharedEngine.get().serve(new Application(vertx, SharedEngine.get().listeners()), Plan.of(List.of(
                failing("exits", "sh", "-c", printed, "--db-password", SECRET).build(),
                failing("dsn", "sh", "-c", "echo \"no answer of $DSN\"; exit 3").env("DSN", "postgres://me:" + SECRET + "@db")
                        .build(),
                process("absent", "TOKEN=" + SECRET, "run").build(),
                process("prepared", "x").preStart(before -> before.command("sh", "-c", printed, "--token", SECRET)).build(),
                process("checked", "sleep", "1000").health(health -> health.command("sh", "-c", printed, "--token", SECRET))
                        .startupTimeout(Duration.ofMillis(700)).build(),
                process("asks", "sh", "-c", "printf \"Use $1? \"; exec sleep 1000", "--password", SECRET).build(),
                process("waits", "sleep", "1000").dependsOn("exits").build())), ShutdownLimits.DEFAULT);
        for (String id : List.of("exits", "dsn", "absent", "prepared", "checked", "waits")) {
            Awaitility.await().atMost(PATIENCE).until(() -> manager.get(id).status().phase() == ProcessPhase.FAILED);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> manager.get("asks").status().why().contains("may wait for an answer"));

        manager.processes().forEach(process -> {
            texts.add(process.status() + " " + process.definition() + " " + process.history());
            process.history().ends().forEach(end -> texts.add(end.exit().describe()));
            process.history().checks().forEach(check -> texts.add(check.detail()));
            process.history().passages().forEach(passage -> texts.add(passage.why()));
            texts.add(failure(process.id()));
            answer("status", process.id());
            answer("why", process.id());
        });
        texts.add(manager.plan() + " " + manager.plan().steps());
        answer("ps", "");
        answer("plan", "");

        assertThat(texts).hasSizeGreaterThan(40).noneMatch(text -> text.contains(SECRET));
        assertThat(String.join("\n", texts)).contains("cannot log in with ***", "no answer of postgres://***@db", "Use ***?");
        assertThat(manager.get("exits").logs(10)).as("the output itself").anyMatch(line -> line.text().contains(SECRET));
    }

    private String failure(String id) {
        if (id.equals("asks")) {
            return "";
        }
        try {
            return String.valueOf(manager.get(id).start().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join());
        } catch (CompletionException e) {
            return String.valueOf(e.getCause().getMessage());
        }
    }

    private void answer(String command, String id) {
        List<String> lines = new CopyOnWriteArrayList<>();
        List<Boolean> ended = new CopyOnWriteArrayList<>();
        new Requests(manager).answer(JsonText.of(Map.of("command", command, "ids", id.isEmpty() ? List.of() : List.of(id))),
                new Answer() {

                    @Override
                    public void line(String json) {
                        lines.add(json);
                    }

                    @Override
                    public void end() {
                        ended.add(true);
                    }

                    @Override
                    public boolean isFull() {
                        return false;
                    }

                    @Override
                    public void whenDrained(Runnable action) {
                        action.run();
                    }

                    @Override
                    public void follow(Runnable action) {
                    }
                });
        Awaitility.await().atMost(PATIENCE).until(() -> !ended.isEmpty());
        texts.addAll(lines);
    }
}
