package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.quarkiverse.processmanager.runtime.console.EngineLog;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.time.Durations;

/** Blocks until a step of the engine is over. A step that fails, or takes too long, is logged, and the engine goes on. */
final class StageWait {

    /** The time for a step that waits for no process. */
    static final Duration STEP_TIMEOUT = Duration.ofSeconds(5);

    private static final EngineLog LOG = new EngineLog("io.quarkiverse.processmanager");

    private StageWait() {
    }

    /** A wait with a limit. */
    @FunctionalInterface
    interface Wait {
        void within(Duration limit) throws InterruptedException, ExecutionException, TimeoutException;
    }

    /** Waits for a step that waits for no process; {@code what} completes "could not". */
    static void await(String what, CompletionStage<?> stage) {
        await(what, most -> stage.toCompletableFuture().get(Durations.millis(most), TimeUnit.MILLISECONDS), STEP_TIMEOUT);
    }

    static void await(String what, Wait wait, Duration limit) {
        try {
            wait.within(limit);
        } catch (TimeoutException e) {
            LOG.warnf("could not %s: it took longer than %s", what, Words.of(limit));
        } catch (ExecutionException e) {
            LOG.warnf(e.getCause(), "could not %s", what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
