package io.quarkiverse.processmanager.runtime.supervisor.application;

import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.probe.ProbeResult;

/**
 * The services of the attached application that the supervisor uses. In dev mode each live reload attaches another application,
 * and between two of them no application is attached.
 */
public interface ApplicationServices {

    /**
     * Checks a process once. Called on the loop: it returns at once and runs the probe on a thread of the application. An
     * exception counts as a failed check. The stage is cancelled when the result is no longer needed.
     */
    CompletionStage<ProbeResult> check(CheckRequest request);

    /**
     * Frees what the checks have used, such as connections. Called on the loop when the application is detached, after all
     * checks have been cancelled; returns at once.
     */
    default void close() {
    }

    /** Receives the events. */
    EventSink events();
}
