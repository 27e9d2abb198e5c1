package io.quarkiverse.processmanager;

/** The SmallRye Health group in which a process is reported. */
public enum HealthGroup {

    /** {@code /q/health/ready}. */
    READINESS,
    /** {@code /q/health/live}: an orchestrator restarts the application when the process is not well. */
    LIVENESS,
    /** {@code /q/health/started}. */
    STARTUP,
    /** Not reported. */
    NONE
}
