package io.quarkiverse.processmanager.runtime.config.otel;

import java.util.Optional;

import io.quarkiverse.processmanager.OtelBuilder;
import io.quarkus.runtime.annotations.ConfigGroup;

/** What one process has to do with the OpenTelemetry of the application. */
@ConfigGroup
public interface ProcessOtelConfig {

    /**
     * Whether the lines of the process are exported as log records of OpenTelemetry (default:
     * {@code quarkus.process-manager.otel.logs}). The id of the process is the {@code service.name} of the records, control
     * sequences are removed, and secrets are masked. A change applies to later lines. No effect with {@code log.mode=direct}.
     */
    Optional<Boolean> logs();

    /**
     * Whether the process receives the environment variables that connect its OpenTelemetry with that of the application (default:
     * {@code quarkus.process-manager.otel.environment}). {@code OTEL_EXPORTER_OTLP_ENDPOINT},
     * {@code OTEL_EXPORTER_OTLP_PROTOCOL} and {@code OTEL_EXPORTER_OTLP_HEADERS} are those of the application,
     * {@code OTEL_SERVICE_NAME} is the id, {@code OTEL_RESOURCE_ATTRIBUTES} has the attributes of the application, and
     * {@code TRACEPARENT} names the span of the start. A variable that the process sets itself is not changed. A change restarts
     * the process.
     */
    Optional<Boolean> environment();

    static void apply(ProcessOtelConfig config, CommonOtelConfig common, OtelBuilder builder) {
        config.logs().or(common::logs).ifPresent(builder::logs);
        config.environment().or(common::environment).ifPresent(builder::environment);
    }
}
