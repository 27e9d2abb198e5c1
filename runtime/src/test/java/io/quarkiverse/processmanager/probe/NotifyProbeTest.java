package io.quarkiverse.processmanager.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.probe.ProbeTesting.TestContext;
import io.vertx.core.Vertx;

class NotifyProbeTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private ProbeResult check(Probe probe, Optional<Duration> silence) {
        return probe.check(new TestContext(vertx, ProbeTesting.PATIENCE, words -> new CompletableFuture<>(),
                notice -> CompletableFuture.completedFuture("READY=1 was received"), silence)).toCompletableFuture().join();
    }

    @Test
    void theNoticeIsHealthy() {
        assertThat(check(NotifyProbe.of("socket"), Optional.of(Duration.ofDays(1))))
                .isEqualTo(ProbeResult.success("READY=1 was received"));
    }

    @Test
    void aSilenceLongerThanTheWatchdogIsUnhealthy() {
        Probe probe = NotifyProbe.of("socket").within(Duration.ofSeconds(2));

        assertThat(check(probe, Optional.of(Duration.ofSeconds(1))).success()).isTrue();
        assertThat(check(probe, Optional.of(Duration.ofSeconds(3))))
                .isEqualTo(ProbeResult.failure("no WATCHDOG=1 was received within 2.0 s"));
    }

    @Test
    void aChannelIsTheSocketOrADescriptor() {
        assertThat(NotifyProbe.of("fd:3")).isEqualTo(new NotifyProbe(OptionalInt.of(3), Optional.empty()));
        assertThat(NotifyProbe.of("fd:255").channel()).isEqualTo("fd:255");
        for (String wrong : new String[] { "", "fd:2", "fd:256", "fd:", "fd:x", "Socket" }) {
            assertThatThrownBy(() -> NotifyProbe.of(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
