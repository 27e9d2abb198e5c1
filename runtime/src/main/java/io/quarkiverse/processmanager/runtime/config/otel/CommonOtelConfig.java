package io.quarkiverse.processmanager.runtime.config.otel;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** What the processes have to do with the OpenTelemetry of the application. */
@ConfigGroup
public interface CommonOtelConfig {

    /**
     * Whether each start of a process is a span in the traces of the application, if the application has the extension
     * {@code quarkus-opentelemetry}.
     */
    @WithDefault("true")
    boolean traces();

    /**
     * Whether the lines of the processes without {@code otel.logs} of their own are exported as log records of OpenTelemetry. The
     * application needs the extension {@code quarkus-opentelemetry} and {@code quarkus.otel.logs.enabled=true}.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> logs();

    /**
     * Whether the processes without {@code otel.environment} of their own receive the environment variables that connect their
     * OpenTelemetry with that of the application: {@code OTEL_EXPORTER_OTLP_ENDPOINT}, {@code OTEL_EXPORTER_OTLP_PROTOCOL},
     * {@code OTEL_SERVICE_NAME}, {@code OTEL_RESOURCE_ATTRIBUTES} and {@code TRACEPARENT}.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> environment();
}
