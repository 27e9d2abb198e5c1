package io.quarkiverse.processmanager.runtime.rules;

/** Why the tree of a process is ending; it decides what its end means. */
public enum TerminationCause {

    /** By itself. */
    EXIT(""),
    /** Somebody asked for a stop. */
    STOP("stopped on request"),
    /** Somebody asked for a restart. */
    RESTART("restarted on request"),
    /** Its checks failed, and the policy is to restart it. */
    UNHEALTHY("unhealthy"),
    /** It used too much, and its limits say to restart it. */
    OVER_LIMIT("over its limit"),
    /** Its first good check did not come in time. */
    STARTUP_TIMEOUT("not healthy in time");

    private final String words;

    TerminationCause(String words) {
        this.words = words;
    }

    /** Why it is being stopped, in a few words. */
    public String words() {
        return words;
    }

    /** Whether somebody has asked for it. */
    public boolean isRequested() {
        return this == STOP || this == RESTART;
    }

    /** Whether the process itself is at fault, whatever its exit code says. */
    boolean isFailure() {
        return this == UNHEALTHY || this == OVER_LIMIT || this == STARTUP_TIMEOUT;
    }
}
