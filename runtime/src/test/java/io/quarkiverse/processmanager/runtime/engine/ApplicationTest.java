package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.vertx.core.Vertx;

/** The checks of probes that applications write. */
class ApplicationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();
    private final Application application = new Application(vertx, new Listeners(null));

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void anErrorEndsTheCheckAsAnExceptionDoes() {
        NoClassDefFoundError error = new NoClassDefFoundError("org/acme/Driver");

        assertThat(check(context -> {
            throw error;
        })).failsWithin(PATIENCE).withThrowableThat().withCause(error);
    }

    @Test
    void aProbeWithoutAStageOrWithoutAResultHasFailed() {
        assertThat(check(context -> null)).succeedsWithin(PATIENCE)
                .isEqualTo(ProbeResult.failure("the probe has returned null instead of a stage"));
        assertThat(check(context -> CompletableFuture.completedStage(null))).succeedsWithin(PATIENCE)
                .isEqualTo(ProbeResult.failure("the stage of the probe has completed with null"));
    }

    @Test
    void aResultWithoutADetailIsAResult() {
        String none = new IllegalStateException().getMessage();

        assertThat(check(context -> CompletableFuture.completedStage(ProbeResult.failure(none)))).succeedsWithin(PATIENCE)
                .isEqualTo(ProbeResult.failure("no detail"));
    }

    private CompletableFuture<ProbeResult> check(Probe probe) {
        return application.check(ApplicationChecks.health("db", probe)).toCompletableFuture();
    }
}
