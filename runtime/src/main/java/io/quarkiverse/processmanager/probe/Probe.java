package io.quarkiverse.processmanager.probe;

import java.util.concurrent.CompletionStage;

import io.smallrye.common.annotation.Experimental;

/**
 * A health check: decides once whether a process is healthy.
 * <p>
 * A probe may block: the engine calls it on a worker thread of the application, so only the check of its own process waits. If a
 * probe never blocks, let {@link #isBlocking()} return false: the engine then calls it on an event loop of the application's
 * Vert.x.
 * <p>
 * A failure that the probe can describe, such as a refused connection, is a {@link ProbeResult}. An exception, thrown or in the
 * stage, counts as a failed check. A probe ends at its timeout with a result that says what it has waited for; half a second
 * later the engine cancels the stage and fails the check with {@link #late()}. The engine does not interrupt a call. While a call
 * has not returned, the next checks fail, also after a restart of the process. So two calls for the health of one process never
 * run at the same time, and two calls for its liveness do not, either.
 */
@FunctionalInterface
@Experimental("A probe may get further ways to reach its process")
public interface Probe {

    /**
     * Begins one check. Called on a worker thread, or on an event loop if {@link #isBlocking()} is false, with the context class
     * loader of the application. A live reload does not wait for a call. The end of a packaged application waits for its worker
     * threads; after {@code quarkus.thread-pool.shutdown-interrupt} (default: 10 s) Quarkus interrupts them. So give a client
     * that blocks a timeout of its own.
     *
     * @param context the process to check, the timeout, and the means of the check
     * @return the result of the check
     */
    CompletionStage<ProbeResult> check(ProbeContext context);

    /**
     * Whether {@link #check} may block its thread (default: true). Return false only if neither the call nor one of its callbacks
     * ever waits, for example for a database, a lock or a file: the event loop also runs the checks of other processes and serves
     * HTTP requests of the application. Called on any thread. The method returns at once, and always the same value.
     */
    default boolean isBlocking() {
        return true;
    }

    /**
     * What a check without a result lacks: {@code no answer to GET http://localhost:8080/health}. The engine puts the text in front
     * of the timeout when a check has no result in time, and reports the text when the time for the start ends during a check. The
     * text names the target of the check and contains no secret. Called on any thread (default: {@code no result of the check}).
     */
    default String late() {
        return "no result of the check";
    }
}
