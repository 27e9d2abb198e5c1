package io.quarkiverse.processmanager.probe;

import java.util.concurrent.CompletionStage;

import io.smallrye.common.annotation.Experimental;

/**
 * A health check: decides once whether a process is healthy.
 * <p>
 * The engine calls a probe on an event loop of the application's Vert.x, never twice at the same time for one process, so a
 * probe must not block. A failure that the probe can describe, such as a refused connection, is a {@link ProbeResult}. An
 * exception, thrown or in the stage, counts as a failed check. A probe ends at its timeout with a result that
 * says what it has waited for; half a second later the engine cancels the stage and fails the check with {@link #late()}.
 */
@FunctionalInterface
@Experimental("A probe may get further ways to reach its process")
public interface Probe {

    /**
     * Begins one check and returns at once.
     *
     * @param context the process to check, the timeout, and the means of the check
     * @return the result of the check
     */
    CompletionStage<ProbeResult> check(ProbeContext context);

    /**
     * What a check without a result lacks: {@code no answer to GET http://localhost:8080/health}. The engine puts the text in front
     * of the timeout when a check has no result in time, and reports the text when the time for the start ends during a check. The
     * text names the target of the check and contains no secret. Called on any thread (default: {@code no result of the check}).
     */
    default String late() {
        return "no result of the check";
    }
}
