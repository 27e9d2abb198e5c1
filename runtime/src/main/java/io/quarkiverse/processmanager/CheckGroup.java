package io.quarkiverse.processmanager;

/** The SmallRye Health group in which a process is reported. */
public enum CheckGroup {

    /** {@code /q/health/ready}. */
    READINESS,
    /** {@code /q/health/live}: an orchestrator restarts the application while the process is not healthy. */
    LIVENESS,
    /** {@code /q/health/started}. */
    STARTUP,
    /** Not reported. */
    NONE
}
