package io.quarkiverse.processmanager;

/** How the health of a process counts in the health of the application. Immutable. */
public interface HealthReport {

    /** The health group that reports the process (default: {@code READINESS}). */
    CheckGroup group();

    /** Whether the application is down while this process is not up or not healthy (default: true). */
    boolean required();
}
