package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.Optional;

import io.quarkiverse.processmanager.ProcessException.Reason;

/**
 * Why a process is FAILED.
 *
 * @param reason for code
 * @param dependency the process that must come up before another try makes sense, if it failed because of one
 */
record Failure(Reason reason, Optional<String> dependency) {

    static Failure of(Reason reason) {
        return new Failure(reason, Optional.empty());
    }

    static Failure because(String dependency) {
        return new Failure(Reason.DEPENDENCY_FAILED, Optional.of(dependency));
    }

    /** The failure that the end of a run amounts to. */
    static Failure after(Incarnation run) {
        return of(switch (run.ending()) {
            case UNHEALTHY -> Reason.UNHEALTHY;
            case OVER_LIMIT -> Reason.OVER_LIMIT;
            case STARTUP_TIMEOUT -> Reason.STARTUP_TIMEOUT;
            case OWN, STOP, RESTART -> run.exit().flatMap(exit -> exit.reason()).orElse(Reason.EXITED);
        });
    }
}
