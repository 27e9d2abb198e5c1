package io.quarkiverse.processmanager.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.probe.ProbeTesting.TestContext;
import io.vertx.core.Vertx;

class CommandProbeTest {

    private static final List<String> WORDS = List.of("pg_isready", "--password", "secret");

    static Vertx vertx;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        ProbeTesting.result(vertx.close().toCompletionStage());
    }

    @Test
    void theExpectedExitCodeIsHealthy() {
        assertThat(check(new CommandProbe(WORDS, 0), exited(0)))
                .isEqualTo(ProbeResult.success("pg_isready exited with 0"));
        assertThat(check(new CommandProbe(WORDS, 3), exited(3)).success()).isTrue();
    }

    @Test
    void anotherExitCodeIsAFailure() {
        assertThat(check(new CommandProbe(WORDS, 0), exited(2)))
                .isEqualTo(ProbeResult.failure("pg_isready exited with 2, expected 0"));
    }

    @Test
    void aFailureContainsTheLastLinesOfTheOutput() {
        assertThat(check(new CommandProbe(WORDS, 0), exited(2, "a", "b", "c", "", "\u001b[31md\u001b[0m\te", " f ", "g"))
                .detail()).isEqualTo("pg_isready exited with 2, expected 0: b | c | d e | f | g");
        assertThat(check(new CommandProbe(WORDS, 0), exited(2, "x".repeat(500), "the cause")).detail())
                .startsWith("pg_isready exited with 2, expected 0: ...xxx").endsWith("x | the cause").hasSize(438);
    }

    @Test
    void aSuccessDoesNotContainTheOutput() {
        assertThat(check(new CommandProbe(WORDS, 0), exited(0, "accepting connections")).detail())
                .isEqualTo("pg_isready exited with 0");
    }

    @Test
    void aCommandThatCannotBeStartedIsAFailure() {
        assertThat(check(new CommandProbe(WORDS, 0), CompletableFuture.failedFuture(new IOException("command not found"))))
                .isEqualTo(ProbeResult.failure("pg_isready cannot be run: command not found"));
    }

    @Test
    void aCommandThatDoesNotExitTimesOutAndIsCancelled() {
        CompletableFuture<CommandResult> command = new CompletableFuture<>();

        ProbeResult result = check(new CommandProbe(WORDS, 0), command);

        assertThat(result).isEqualTo(ProbeResult.failure("pg_isready did not exit within 200 ms"));
        Awaitility.await().until(command::isCancelled);
    }

    @Test
    void theOutputOfACommandThatDoesNotExitIsShown() {
        CompletableFuture<CommandResult> command = CompletableFuture.failedFuture(new IllegalStateException("killed",
                new CommandTimeoutException(Duration.ofMillis(200), List.of("waiting for a lock"))));

        assertThat(check(new CommandProbe(WORDS, 0), command))
                .isEqualTo(ProbeResult.failure("pg_isready did not exit within 200 ms: waiting for a lock"));
    }

    @Test
    void aCancelledCheckCancelsItsCommand() {
        CompletableFuture<CommandResult> command = new CompletableFuture<>();

        start(new CommandProbe(WORDS, 0), command, ProbeTesting.PATIENCE).cancel(true);

        assertThat(command).isCancelled();
    }

    @Test
    void argumentsAreNotShown() {
        assertThat(new CommandProbe(WORDS, 0).toString()).contains("pg_isready").doesNotContain("secret");
    }

    @Test
    void anEmptyCommandIsRefused() {
        assertThatThrownBy(() -> new CommandProbe(List.of(), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static CompletableFuture<CommandResult> exited(int code, String... lines) {
        return CompletableFuture.completedFuture(new CommandResult(code, List.of(lines)));
    }

    private static ProbeResult check(CommandProbe probe, CompletableFuture<CommandResult> command) {
        return ProbeTesting.result(start(probe, command, Duration.ofMillis(200)));
    }

    private static CompletableFuture<ProbeResult> start(CommandProbe probe, CompletableFuture<CommandResult> command,
            Duration timeout) {
        return probe.check(new TestContext(vertx, timeout, words -> {
            assertThat(words).isEqualTo(WORDS);
            return command;
        }, regex -> new CompletableFuture<>())).toCompletableFuture();
    }
}
