package io.quarkiverse.processmanager;

/**
 * What the health of a process means for that of the application.
 *
 * @param group where it is reported
 * @param required whether the application counts as not well without it
 */
public record HealthReport(HealthGroup group, boolean required) {

    /** The application is not ready without it. */
    public static final HealthReport DEFAULT = new HealthReport(HealthGroup.READINESS, true);
}
