package io.quarkiverse.processmanager.probe;

import java.util.concurrent.CompletionStage;

import io.smallrye.common.annotation.Experimental;

/**
 * Looks once whether a process is well.
 * <p>
 * An implementation answers with a result for everything that it can name, a refused connection for one. An exception, thrown
 * or in the stage, counts as a failed check. It is called on an event loop of the application's Vert.x, never twice at once for
 * one process, and must not block. When the check takes longer than its timeout, the stage is cancelled and a late answer is
 * dropped.
 */
@FunctionalInterface
@Experimental("A probe may get further ways to reach its process")
public interface Probe {

    /** Begins to look, and returns at once; the context says at whom, and for how long. */
    CompletionStage<ProbeResult> check(ProbeContext context);
}
