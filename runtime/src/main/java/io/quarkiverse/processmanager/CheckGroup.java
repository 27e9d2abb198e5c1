package io.quarkiverse.processmanager;

/** The SmallRye Health group in which a process is reported. */
public enum CheckGroup {

    /** The readiness check, {@code /q/health/ready}. */
    READINESS,
    /**
     * The liveness check, {@code /q/health/live}: an orchestrator restarts the application while the process is not healthy.
     */
    LIVENESS,
    /** The startup check, {@code /q/health/started}. */
    STARTUP,
    /** No check of the application reports the process. */
    NONE
}
