package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.util.Optional;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;

/**
 * Why a process is FAILED.
 *
 * @param reason for code
 * @param dependency the dependency because of which it failed; the process starts again when that comes up
 * @param start the start that failed for a permanent cause; the process starts again when the cause is gone
 */
public record Failure(Reason reason, Optional<String> dependency, Optional<RunningProcess> start) {

    public static Failure of(Reason reason) {
        return new Failure(reason, Optional.empty(), Optional.empty());
    }

    public static Failure because(String dependency) {
        return new Failure(Reason.DEPENDENCY_FAILED, Optional.of(dependency), Optional.empty());
    }

    /** The failure of a start for a permanent cause, or of a process whose port another process holds. */
    static Failure ofStart(Incarnation failed) {
        Reason reason = failed.takenPort().isPresent() ? Reason.PORT_IN_USE : after(failed).reason();
        return new Failure(reason, Optional.empty(), Optional.of(failed.process()));
    }

    /** The failure of a process that gives up after this incarnation. */
    public static Failure after(Incarnation ended) {
        return of(switch (ended.ending().cause()) {
            case UNHEALTHY -> Reason.UNHEALTHY;
            case OVER_LIMIT -> Reason.OVER_LIMIT;
            case STARTUP_TIMEOUT -> Reason.STARTUP_TIMEOUT;
            case EXIT, STOP, RESTART -> ended.exit().flatMap(exit -> exit.reason()).orElse(Reason.EXITED);
        });
    }
}
