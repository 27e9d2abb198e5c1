package io.quarkiverse.processmanager;

/** What the health of a process means for the health of the application. */
public interface HealthReport {

    /** The health group that contains the process (default: {@code READINESS}). */
    CheckGroup group();

    /** Whether the application is down while this process is not up or not healthy (default: true). */
    boolean required();
}
