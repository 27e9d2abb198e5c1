package io.quarkiverse.processmanager.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.PatternSyntaxException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.probe.ProbeTesting.TestContext;
import io.vertx.core.Vertx;

class LogProbeTest {

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
    void aMatchingLineIsHealthy() {
        CompletableFuture<String> line = new CompletableFuture<>();
        CompletableFuture<ProbeResult> result = start(line, ProbeTesting.PATIENCE);
        assertThat(result).isNotDone();

        line.complete("now ready, password is secret");

        assertThat(ProbeTesting.result(result)).isEqualTo(ProbeResult.success("'rea.y' was found in the output"));
    }

    @Test
    void aSearchWithoutAMatchTimesOutAndIsCancelled() {
        CompletableFuture<String> line = new CompletableFuture<>();

        ProbeResult result = ProbeTesting.result(start(line, Duration.ofMillis(200)));

        assertThat(result).isEqualTo(ProbeResult.failure("no line of output with 'rea.y' within 200 ms"));
        Awaitility.await().until(line::isCancelled);
    }

    @Test
    void aFailedSearchIsAFailure() {
        assertThat(ProbeTesting.result(start(CompletableFuture.failedFuture(new IllegalStateException("it has ended")),
                ProbeTesting.PATIENCE)))
                .isEqualTo(ProbeResult.failure("the output cannot be searched: it has ended"));
    }

    @Test
    void anInvalidRegularExpressionIsRefused() {
        assertThatThrownBy(() -> new LogProbe("(")).isInstanceOf(PatternSyntaxException.class);
    }

    private static CompletableFuture<ProbeResult> start(CompletableFuture<String> line, Duration timeout) {
        return new LogProbe("rea.y").check(new TestContext(vertx, timeout, words -> new CompletableFuture<>(), regex -> {
            assertThat(regex).isEqualTo("rea.y");
            return line;
        })).toCompletableFuture();
    }
}
