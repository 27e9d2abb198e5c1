package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.HealthBuilder;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.IOThreadDetector;
import io.vertx.core.Vertx;

/** The start of an application waits for real processes. */
class BeforeAppWaitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Consumer<HealthBuilder> READY = health -> health.log("is ready");

    @TempDir
    Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final Engine engine = SharedEngine.get();

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
    void aTaskHasCompletedAndAServiceIsHealthy() throws IOException {
        Plan plan = serve(before("initdb", "until test -e go; do sleep 0.05; done; touch data").kind(ProcessKind.TASK),
                before("db", "test -e data || exit 3; echo is ready; exec sleep 1000").dependsOn("initdb")
                        .health(READY));
        CompletableFuture<Optional<String>> start = CompletableFuture.supplyAsync(() -> engine.awaitBeforeApp(plan, PATIENCE));
        awaitPhase("initdb", ProcessPhase.RUNNING);
        assertThat(start).isNotDone();

        Files.createFile(directory.resolve("go"));

        assertThat(start.join()).isEmpty();
        assertThat(phase("initdb")).isEqualTo(ProcessPhase.COMPLETED);
        assertThat(engine.commands().get("db").status().isReady()).isTrue();
    }

    @Test
    void theStartDoesNotWaitForOtherProcesses() {
        Plan plan = serve(script("api", "exec sleep 1000").startupWindow(PATIENCE));

        assertThat(engine.awaitBeforeApp(plan, PATIENCE)).isEmpty();
        assertThat(phase("api")).isNotEqualTo(ProcessPhase.RUNNING);
    }

    @Test
    void aFailureEndsTheWaitWithTheReasonAndTheOutputOfTheCause() {
        Plan plan = serve(
                before("db", "echo no space left >&2; exit 4").startupWindow(PATIENCE).restart(restart -> restart.max(0)),
                before("api", "exec sleep 1000").dependsOn("db"), before("slow", "exec sleep 1000").startupWindow(PATIENCE));

        Optional<String> error = engine.awaitBeforeApp(plan, PATIENCE.multipliedBy(10));

        assertThat(error.orElseThrow()).startsWith(
                "cannot start the application: it needs process 'db', which has failed: ").contains("exited with 4 after ")
                .endsWith("; the last lines of its output:\n    no space left");
    }

    /** The failure of the dependent ends the wait, whichever of both is decided first. */
    @Test
    void aDependentEndsTheWaitWithTheReasonAndTheOutputOfTheCause() {
        Plan plan = serve(
                before("db", "echo no space left >&2; exit 4").startupWindow(PATIENCE).restart(restart -> restart.max(0))
                        .required(false),
                before("seed", "exit 0").kind(ProcessKind.TASK).dependsOn("db"),
                before("api", "exec sleep 1000").dependsOn("seed"));

        assertThat(engine.awaitBeforeApp(plan, PATIENCE).orElseThrow()).startsWith(
                "cannot start the application: it needs process 'db', which has failed: ").contains("exited with 4 after ")
                .endsWith("; the last lines of its output:\n    no space left");
    }

    @Test
    void theLogDoesNotRepeatTheError() {
        List<String> errors = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= Level.SEVERE.intValue()) {
                    errors.add(line.getMessage());
                }
            }

            @Override
            public void flush() {
                // There is no buffer.
            }

            @Override
            public void close() {
                // There is nothing to close.
            }
        };
        Logger logger = Logger.getLogger("io.quarkiverse.processmanager");
        logger.addHandler(handler);
        try {
            Plan plan = serve(before("db", "exit 4").startupWindow(PATIENCE).restart(restart -> restart.max(0)),
                    before("api", "exec sleep 1000").dependsOn("db"), script("ui", "exec sleep 1000").dependsOn("db"));
            assertThat(engine.awaitBeforeApp(plan, PATIENCE)).get().asString().contains("'db', which has failed");
            SharedEngine.close();
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(errors).isEmpty();
    }

    @Test
    void aProcessThatFailsAfterItWasReadyEndsTheStart() throws IOException {
        Plan plan = serve(before("db", "until test -e exit; do sleep 0.05; done; echo disk is full; exit 4")
                .startupWindow(Duration.ofMillis(1)).restart(restart -> restart.max(0)),
                before("cache", "until test -e go; do sleep 0.05; done; echo is ready; exec sleep 1000")
                        .health(READY));
        CompletableFuture<Optional<String>> start = CompletableFuture.supplyAsync(() -> engine.awaitBeforeApp(plan, PATIENCE));
        awaitPhase("db", ProcessPhase.RUNNING);
        Files.createFile(directory.resolve("exit"));
        awaitPhase("db", ProcessPhase.FAILED);

        Files.createFile(directory.resolve("go"));

        assertThat(start.join().orElse("no error"))
                .startsWith("cannot start the application: it needs process 'db', which has failed: ")
                .endsWith("; the last lines of its output:\n    disk is full");
    }

    @Test
    void theStartWaitsAgainForAProcessThatRestarts() throws IOException {
        Plan plan = serve(
                before("db",
                        "if test -e exit; then until test -e again; do sleep 0.05; done; echo is ready; exec sleep 1000; fi; "
                                + "echo is ready; until test -e exit; do sleep 0.05; done; exit 4")
                        .health(READY),
                before("cache", "until test -e go; do sleep 0.05; done; echo is ready; exec sleep 1000").health(READY));
        CompletableFuture<Optional<String>> start = CompletableFuture.supplyAsync(() -> engine.awaitBeforeApp(plan, PATIENCE));
        awaitPhase("db", ProcessPhase.RUNNING);
        Files.createFile(directory.resolve("exit"));
        Awaitility.await().atMost(PATIENCE).until(() -> engine.commands().get("db").status().incarnation() == 2);
        Files.createFile(directory.resolve("go"));
        awaitPhase("cache", ProcessPhase.RUNNING);
        assertThat(start).isNotDone();

        Files.createFile(directory.resolve("again"));

        assertThat(start.join()).isEmpty();
        assertThat(engine.commands().get("db").status().isReady()).isTrue();
    }

    @Test
    void aProgramThatIsMissingEndsTheWait() {
        Plan plan = serve(
                ProcessDefinition.builder("db").command("no-such-program-anywhere").startPhase(StartPhase.BEFORE_APP));

        assertThat(engine.awaitBeforeApp(plan, PATIENCE).orElseThrow())
                .startsWith("cannot start the application: it needs process 'db', which has failed: ")
                .contains("no-such-program-anywhere");
    }

    @Test
    void theTimeLimitEndsTheWaitAndTheProcessRunsOn() {
        Plan plan = serve(before("db", "echo still loading; exec sleep 1000").health(READY));
        Awaitility.await().atMost(PATIENCE).until(() -> !engine.commands().get("db").logs(1).isEmpty());

        Optional<String> error = engine.awaitBeforeApp(plan, Duration.ofMillis(50));

        assertThat(error.orElseThrow())
                .startsWith("cannot start the application: process 'db' is not ready after 50 ms: starting (")
                .contains("quarkus.process-manager.before-app-timeout").endsWith("of 'db':\n    still loading");
        assertThat(phase("db")).isEqualTo(ProcessPhase.STARTING);
    }

    @Test
    void aProcessThatIsNotRequiredEndsNoStart() {
        Plan plan = serve(before("db", "exit 4").startupWindow(PATIENCE).restart(restart -> restart.max(0)).required(false),
                before("cache", "exec sleep 1000").health(READY).required(false));

        assertThat(engine.awaitBeforeApp(plan, Duration.ofSeconds(2))).isEmpty();
    }

    /** The JVM begins to end, or the test runner gives up. */
    @Test
    void anInterruptEndsTheWait() throws Exception {
        Plan plan = serve(before("db", "exec sleep 1000").startupWindow(PATIENCE.multipliedBy(10)));
        CompletableFuture<Optional<String>> start = new CompletableFuture<>();
        AtomicBoolean stillInterrupted = new AtomicBoolean(true);
        Thread starting = new Thread(() -> {
            Optional<String> error = engine.awaitBeforeApp(plan, PATIENCE.multipliedBy(10));
            stillInterrupted.set(Thread.currentThread().isInterrupted());
            start.complete(error);
        });
        starting.start();
        awaitPhase("db", ProcessPhase.STARTING);

        starting.interrupt();

        assertThat(start.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).orElseThrow())
                .startsWith("cannot start the application: its start was interrupted while starting db: ");
        assertThat(stillInterrupted).as("the shutdown tasks must be able to wait").isFalse();
        starting.join();
    }

    @Test
    void theEndOfTheEngineEndsTheWait() throws Exception {
        Plan plan = serve(before("db", "exec sleep 1000").startupWindow(PATIENCE.multipliedBy(10)));
        CompletableFuture<Optional<String>> start = CompletableFuture
                .supplyAsync(() -> engine.awaitBeforeApp(plan, PATIENCE.multipliedBy(10)));
        awaitPhase("db", ProcessPhase.STARTING);

        SharedEngine.close();

        assertThat(start.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isPresent();
    }

    /** As after a live reload: a process that is up may be unhealthy for a moment, and a task has completed long ago. */
    @Test
    void theStartDoesNotWaitForWhatIsUp() {
        ProcessDefinitionBuilder[] both = { before("db", "exec sleep 1000"), before("seed", "exit 0").kind(ProcessKind.TASK) };
        Plan plan = serve(both);
        assertThat(engine.awaitBeforeApp(plan, PATIENCE)).isEmpty();
        long started = engine.commands().get("seed").status().incarnation();
        engine.applicationEnds();
        engine.detach();

        Plan again = serve(both);

        assertThat(engine.awaitBeforeApp(again, Duration.ofNanos(1))).isEmpty();
        assertThat(engine.commands().get("seed").status().incarnation()).isEqualTo(started);
    }

    private Plan serve(ProcessDefinitionBuilder... builders) {
        Plan plan = Plan.of(Arrays.stream(builders).map(ProcessDefinitionBuilder::build).toList());
        engine.serve(new Application(vertx, engine.listeners()), plan, ShutdownLimits.DEFAULT);
        return plan;
    }

    private ProcessDefinitionBuilder before(String id, String text) {
        return script(id, text).startPhase(StartPhase.BEFORE_APP);
    }

    private ProcessDefinitionBuilder script(String id, String text) {
        return ProcessDefinition.builder(id).command(text).shell(true).cwd(directory)
                .restart(restart -> restart.policy(RestartPolicy.Mode.ON_FAILURE));
    }

    private ProcessPhase phase(String id) {
        return engine.commands().get(id).status().phase();
    }

    private void awaitPhase(String id, ProcessPhase phase) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(phase(id)).isEqualTo(phase));
    }
}
