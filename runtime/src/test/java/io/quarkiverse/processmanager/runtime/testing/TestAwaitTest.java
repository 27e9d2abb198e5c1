package io.quarkiverse.processmanager.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.engine.Application;
import io.quarkiverse.processmanager.runtime.engine.Engine;
import io.quarkiverse.processmanager.runtime.engine.SharedEngine;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.IOThreadDetector;
import io.vertx.core.Vertx;

/** The start of an application in tests waits for real processes. */
class TestAwaitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofMillis(50);

    @TempDir
    Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final Engine engine = SharedEngine.get();

    @BeforeEach
    void allowBlocking() {
        BlockingOperationControl.setIoThreadDetector(new IOThreadDetector[0]);
    }

    @AfterEach
    void close() throws Exception {
        SharedEngine.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void theTestsBeginWithoutAProcessThatIsNotRequired() {
        serve(failing("mail").required(false), late("search").required(false), script("db", "exec sleep 1000"));
        awaitPhase("mail", ProcessPhase.FAILED);
        awaitPhase("db", ProcessPhase.RUNNING);

        assertThatCode(() -> await(AT_ONCE, "mail", "search", "db")).doesNotThrowAnyException();
    }

    @Test
    void theTestsDoNotBeginWithoutAnotherProcess() {
        serve(late("db"), late("search").required(false));

        assertThatThrownBy(() -> await(AT_ONCE, "db", "search"))
                .isInstanceOfSatisfying(ProcessException.class, failure -> assertThat(failure.reason()).isEqualTo(
                        ProcessException.Reason.TIMEOUT))
                .hasMessageStartingWith("cannot run the tests with process 'db': it is not ready after ")
                .hasMessageNotContaining("search");
    }

    /** The application starts {@code api}, which needs it. */
    @Test
    void theErrorOfADependentHasTheReasonAndTheOutputOfTheCause() {
        serve(failing("db").required(false), script("api", "exec sleep 1000").dependsOn("db"));

        assertThatThrownBy(() -> await(PATIENCE, "db", "api"))
                .hasMessageStartingWith("cannot run the tests with process 'db': ").hasMessageContaining("exited with 4")
                .hasMessageEndingWith("\n    the disk is full");
    }

    @Test
    void theTestsBeginWithoutAProcessThatACommandHasStopped() {
        serve(script("db", "exec sleep 1000"));
        engine.commands().get("db").stopAndAwait();

        assertThatCode(() -> await(PATIENCE.multipliedBy(10), "db")).doesNotThrowAnyException();
    }

    private void await(Duration limit, String... ids) {
        new TestAwait(engine.commands(), limit).run(List.of(ids));
    }

    private void serve(ProcessDefinitionBuilder... builders) {
        Plan plan = Plan.of(Arrays.stream(builders).map(ProcessDefinitionBuilder::build).toList());
        engine.serve(new Application(vertx, engine.listeners()), plan, ShutdownLimits.DEFAULT);
    }

    /** A program that exits at once. On a busy machine it can need longer than the second after which it would be up. */
    private ProcessDefinitionBuilder failing(String id) {
        return script(id, "echo the disk is full; exit 4").startupWindow(PATIENCE).restart(restart -> restart.max(0));
    }

    private ProcessDefinitionBuilder late(String id) {
        return script(id, "exec sleep 1000").health(health -> health.log("is ready"))
                .startupTimeout(PATIENCE.multipliedBy(10));
    }

    private ProcessDefinitionBuilder script(String id, String text) {
        return ProcessDefinition.builder(id).command(text).shell(true).cwd(directory);
    }

    private void awaitPhase(String id, ProcessPhase phase) {
        Awaitility.await().atMost(PATIENCE).until(() -> engine.commands().get(id).status().phase() == phase);
    }
}
