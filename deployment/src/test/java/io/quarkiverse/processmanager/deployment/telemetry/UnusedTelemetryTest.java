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
        assertThat(UnusedTelemetry.sentences(PROCESSES, true, true)).isEmpty();
        assertThat(UnusedTelemetry.sentences(PROCESSES.subList(2, 3), false, false)).isEmpty();
    }

    @Test
    void theSentenceSaysWhatIsMissing() {
        assertThat(UnusedTelemetry.sentences(PROCESSES, false, false)).containsExactly(
                "otel.environment has no effect for api: add the extension quarkus-opentelemetry",
                "otel.logs has no effect for api, db: add the extension quarkus-opentelemetry");
        assertThat(UnusedTelemetry.sentences(PROCESSES, true, false))
                .containsExactly("otel.logs has no effect for api, db: set quarkus.otel.logs.enabled=true");
    }
}
