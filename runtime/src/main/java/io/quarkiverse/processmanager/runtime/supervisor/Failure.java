package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.Optional;

import io.quarkiverse.processmanager.ProcessException.Reason;

/**
 * Why a process is FAILED.
 *
 * @param reason for code
 * @param dependency the dependency because of which it failed; the process starts again when that comes up
 */
record Failure(Reason reason, Optional<String> dependency) {

    static Failure of(Reason reason) {
        return new Failure(reason, Optional.empty());
    }

    static Failure because(String dependency) {
        return new Failure(Reason.DEPENDENCY_FAILED, Optional.of(dependency));
    }

    /** The failure of a process that gives up after this incarnation. */
    static Failure after(Incarnation ended) {
        return of(switch (ended.cause()) {
            case UNHEALTHY -> Reason.UNHEALTHY;
            case OVER_LIMIT -> Reason.OVER_LIMIT;
            case STARTUP_TIMEOUT -> Reason.STARTUP_TIMEOUT;
            case EXIT, STOP, RESTART -> ended.exit().flatMap(exit -> exit.reason()).orElse(Reason.EXITED);
        });
    }
}
