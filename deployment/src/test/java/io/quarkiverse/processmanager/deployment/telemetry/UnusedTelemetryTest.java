package io.quarkiverse.processmanager.deployment.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.ProcessDefinition;

/** A setting without an effect is a warning that says what is missing. */
class UnusedTelemetryTest {

    private static final List<ProcessDefinition> PROCESSES = List.of(
            ProcessDefinition.builder("db").command("db").otel(otel -> otel.logs(true)).build(),
            ProcessDefinition.builder("api").command("api").otel(otel -> otel.logs(true).environment(true)).build(),
            ProcessDefinition.builder("plain").command("plain").build());

    @Test
    void nothingIsUnusedWithOpenTelemetry() {
        assertThat(UnusedTelemetry.sentences(PROCESSES, has(true, true, true, true))).isEmpty();
        assertThat(UnusedTelemetry.sentences(PROCESSES.subList(2, 3), has(false, false, false, false))).isEmpty();
    }

    @Test
    void theSentenceSaysWhatIsMissing() {
        assertThat(UnusedTelemetry.sentences(PROCESSES, has(false, false, false, false))).containsExactly(
                "otel.environment has no effect for api: add the extension quarkus-opentelemetry",
                "otel.logs has no effect for api, db: add the extension quarkus-opentelemetry");
        assertThat(UnusedTelemetry.sentences(PROCESSES, has(true, true, true, false)))
                .containsExactly("otel.logs has no effect for api, db: set quarkus.otel.logs.enabled=true");
        assertThat(UnusedTelemetry.sentences(PROCESSES, has(true, false, false, false))).containsExactly(
                "otel.environment has no effect for api: set quarkus.otel.enabled=true",
                "otel.logs has no effect for api, db: set quarkus.otel.enabled=true");
        assertThat(UnusedTelemetry.sentences(PROCESSES, has(true, true, false, false))).containsExactly(
                "otel.environment has no effect for api: set quarkus.otel.traces.enabled=true",
                "otel.logs has no effect for api, db: set quarkus.otel.logs.enabled=true");
    }

    @Test
    void logsNeedNoTraces() {
        assertThat(UnusedTelemetry.sentences(PROCESSES, has(true, true, false, true))).isEmpty();
    }

    private static UnusedTelemetry.Has has(boolean extension, boolean enabled, boolean traces, boolean logs) {
        return new UnusedTelemetry.Has(extension, enabled, traces, logs);
    }
}
