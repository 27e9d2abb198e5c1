package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;

class StopWaitTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final StopWait wait = new StopWait(() -> {
        // The wait asks what is alive when it reports for the first time.
        stopped.complete(null);
        return Snapshot.EMPTY;
    }, EngineClose::endsWithApplication, () -> false);

    @Test
    void itReportsWhileItWaitsAndEndsWithTheStop() {
        assertThatCode(() -> wait.await(stopped, LONG)).doesNotThrowAnyException();
    }

    @Test
    void theLimitEndsIt() {
        assertThatThrownBy(() -> wait.await(stopped, Duration.ofMillis(10))).isInstanceOf(TimeoutException.class);
    }

    @Test
    void aFailureReachesTheCaller() {
        stopped.completeExceptionally(new IllegalStateException());

        assertThatThrownBy(() -> wait.await(stopped, LONG)).isInstanceOf(ExecutionException.class);
    }
}
