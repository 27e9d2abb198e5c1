package io.quarkiverse.processmanager;

/** The health of a process, from the latest results of its health check. To read the health starts no check. */
public enum Health {

    /** The process has no health check. */
    UNCHECKED,
    /** The process has a health check, and is down or has not passed the check since its start. */
    UNKNOWN,
    /** {@code health.success-threshold} checks in a row have succeeded (default: 1). */
    HEALTHY,
    /** {@code health.retries} checks in a row have failed (default: 3). Failures before the first success do not count. */
    UNHEALTHY
}
