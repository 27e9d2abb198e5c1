package io.quarkiverse.processmanager.deployment.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.deployment.NothingLeft;
import io.quarkus.test.QuarkusUnitTest;

/** An application without traces exports the output, and its processes receive no span. */
class OutputWithoutTracesTest {

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Exporters.class, OpenTelemetryExtension.class, NothingLeft.class))
            .setForcedDependencies(OpenTelemetryExtension.DEPENDENCIES)
            .overrideConfigKey("quarkus.otel.simple", "true")
            .overrideConfigKey("quarkus.otel.traces.enabled", "false")
            .overrideConfigKey("quarkus.otel.logs.enabled", "true")
            .overrideConfigKey("quarkus.otel.exporter.otlp.enabled", "false")
            .overrideConfigKey("quarkus.processes.db.command", "sh -c 'env; echo ready; exec sleep 1000'")
            .overrideConfigKey("quarkus.processes.db.health.log", "ready")
            .overrideConfigKey("quarkus.processes.db.otel.logs", "true")
            .overrideConfigKey("quarkus.processes.db.otel.environment", "true");

    @Inject
    @ForProcess("db")
    ManagedProcess db;

    @Inject
    InMemoryLogRecordExporter logs;

    @Test
    void theOutputIsExportedWithoutASpan() {
        await().atMost(Duration.ofSeconds(60)).until(() -> ready().isPresent());

        assertThat(ready().get().getSpanContext().isValid()).isFalse();
        assertThat(db.logs(200)).extracting(line -> line.text()).contains("OTEL_SERVICE_NAME=db")
                .noneMatch(line -> line.startsWith("TRACEPARENT="));
    }

    private Optional<LogRecordData> ready() {
        return logs.getFinishedLogRecordItems().stream().filter(one -> one.getBodyValue().asString().equals("ready"))
                .findFirst();
    }

    @Singleton
    static class Exporters {

        @Produces
        @Singleton
        InMemoryLogRecordExporter logs() {
            return InMemoryLogRecordExporter.create();
        }
    }
}
