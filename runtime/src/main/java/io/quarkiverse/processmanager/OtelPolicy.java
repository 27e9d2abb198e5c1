package io.quarkiverse.processmanager;

import io.smallrye.common.annotation.Experimental;

/**
 * What a process has to do with the OpenTelemetry of the application. Without the extension {@code quarkus-opentelemetry} the
 * settings have no effect. Immutable.
 */
@Experimental("The policy may get further settings")
public interface OtelPolicy {

    /** Whether the lines of the process are exported as log records of OpenTelemetry (default: false). */
    boolean logs();

    /**
     * Whether the process receives the environment variables that connect its own OpenTelemetry with that of the application
     * (default: false). A change restarts the process.
     */
    boolean environment();
}
