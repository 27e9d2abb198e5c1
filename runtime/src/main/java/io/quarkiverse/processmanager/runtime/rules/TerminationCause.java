package io.quarkiverse.processmanager.runtime.rules;

/** Why a process tree ends. The {@link Verdict} on the exit depends on it. */
public enum TerminationCause {

    /** The root process has exited without a stop signal from here. */
    EXIT(""),
    /** A stop was requested. */
    STOP("stopped on request"),
    /** A restart was requested. */
    RESTART("restarted on request"),
    /** Its health check failed, and {@code health.on-unhealthy} is {@code restart}. Or its liveness check failed. */
    UNHEALTHY("unhealthy"),
    /** It exceeded a usage limit whose action is to restart. */
    OVER_LIMIT("over its limit"),
    /** Its first successful check did not come in time. */
    STARTUP_TIMEOUT("not healthy in time");

    private final String words;

    TerminationCause(String words) {
        this.words = words;
    }

    /** The reason of the stop, in a few words. */
    public String words() {
        return words;
    }

    /** Whether a command has requested it. */
    public boolean isRequested() {
        return this == STOP || this == RESTART;
    }

    /** Whether the process has failed, whatever its exit code is. */
    boolean isFailure() {
        return this == UNHEALTHY || this == OVER_LIMIT || this == STARTUP_TIMEOUT;
    }
}
