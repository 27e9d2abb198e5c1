package io.quarkiverse.processmanager;

/** What the health checks of a process say, from the last results; never probed on demand. */
public enum Health {

    /** The process has no health check. */
    UNCHECKED,
    /** The process has a check, and no result counts yet: it is down, or its first check has not succeeded. */
    UNKNOWN,
    /** The last checks succeeded. */
    HEALTHY,
    /** As many checks in a row have failed as {@code health.retries} allows. */
    UNHEALTHY
}
