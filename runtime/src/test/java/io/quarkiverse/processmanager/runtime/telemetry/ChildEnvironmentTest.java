package io.quarkiverse.processmanager.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;

/** A process exports to the same place as the application. */
class ChildEnvironmentTest {

    private static final ProcessDefinition DB = ProcessDefinition.builder("db").command("db").build();

    @Test
    void theDefaultsAreThoseOfQuarkus() {
        assertThat(of(Map.of("quarkus.application.name", "shop"))).containsExactlyInAnyOrderEntriesOf(Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
                "OTEL_SERVICE_NAME", "db", "OTEL_RESOURCE_ATTRIBUTES", "service.namespace=shop", "TRACEPARENT", "00-a-b-01"));
    }

    @Test
    void theEndpointOfAnotherProtocolIsItsOwnDefault() {
        assertThat(of(Map.of("quarkus.otel.exporter.otlp.protocol", "http/protobuf",
                "quarkus.otel.exporter.otlp.traces.endpoint", "http://localhost:4317/")))
                .containsEntry("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318");
    }

    @Test
    void theSettingsOfTracesCountMoreAndHeadersArePassedOn() {
        assertThat(of(Map.of("quarkus.otel.exporter.otlp.endpoint", "http://all:1",
                "quarkus.otel.exporter.otlp.traces.endpoint", "http://traces:2", "quarkus.otel.exporter.otlp.headers",
                "authorization=Bearer secret")))
                .containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://traces:2")
                .containsEntry("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer secret");
    }

    @Test
    void theAttributesAreThoseOfTheApplicationWithoutItsName() {
        assertThat(of(Map.of("quarkus.application.name", "shop", "quarkus.otel.resource.attributes",
                "service.name=x, service.namespace=acme,deployment.environment.name=ci")))
                .containsEntry("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=ci,service.namespace=acme");
    }

    private static Map<String, String> of(Map<String, String> settings) {
        return new ChildEnvironment(key -> Optional.ofNullable(settings.get(key))).of(DB, Optional.of("00-a-b-01"));
    }
}
