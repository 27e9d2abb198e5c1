package io.quarkiverse.processmanager.deployment.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.deployment.NothingLeft;
import io.quarkus.test.QuarkusUnitTest;

/** The lines of processes are exported as log records, each line once. */
class ExportedOutputTest {

    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> STREAM = AttributeKey.stringKey("log.iostream");

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Exporters.class, OpenTelemetryExtension.class, NothingLeft.class))
            .setForcedDependencies(OpenTelemetryExtension.DEPENDENCIES)
            .overrideConfigKey("quarkus.otel.simple", "true")
            .overrideConfigKey("quarkus.otel.logs.enabled", "true")
            .overrideConfigKey("quarkus.otel.exporter.otlp.enabled", "false")
            .overrideConfigKey("quarkus.application.name", "shop")
            .overrideConfigKey("quarkus.processes.db.command",
                    "sh -c 'echo password=$DB_PASSWORD; echo name: TOKEN; echo value: rabbit; printf \"\\033[31mred\\033[0m\\n\" >&2; echo ready; read line; echo later; exec sleep 1000'")
            .overrideConfigKey("quarkus.processes.db.env.DB_PASSWORD", "wonderland")
            .overrideConfigKey("quarkus.processes.db.health.log", "ready")
            .overrideConfigKey("quarkus.processes.db.log.stderr-level", "WARN")
            .overrideConfigKey("quarkus.processes.db.otel.logs", "true")
            .overrideConfigKey("quarkus.processes.other.command", "sh -c 'echo other; exec sleep 1000'");

    @Inject
    @ForProcess("db")
    ManagedProcess db;

    @Inject
    ProcessManager manager;

    @Inject
    InMemoryLogRecordExporter logs;

    @Inject
    InMemorySpanExporter spans;

    @Test
    void eachLineIsExportedOnceWithTheIdAsItsService() {
        LogRecordData ready = line("ready");
        LogRecordData red = line("red");

        assertThat(List.of(ready, red)).extracting(one -> one.getResource().getAttribute(SERVICE)).containsOnly("db");
        assertThat(ready.getResource().getAttribute(AttributeKey.stringKey("service.namespace"))).isEqualTo("shop");
        assertThat(ready.getSeverity()).isEqualTo(Severity.INFO);
        assertThat(ready.getAttributes().get(STREAM)).isEqualTo("stdout");
        assertThat(red.getSeverity()).isEqualTo(Severity.WARN);
        assertThat(red.getAttributes().get(STREAM)).isEqualTo("stderr");
        assertThat(logs.getFinishedLogRecordItems()).extracting(ExportedOutputTest::text)
                .noneMatch(text -> text.contains("wonderland") || text.contains("rabbit")).contains("value: ***");
        assertThat(line("other").getResource().getAttribute(SERVICE)).as("exported by Quarkus").isEqualTo("shop");

        SpanData start = start("db");
        assertThat(ready.getSpanContext().getTraceId()).isEqualTo(start.getTraceId());
        assertThat(ready.getSpanContext().getSpanId()).isEqualTo(start.getSpanId());

        db.sendAndAwait("go on");
        LogRecordData later = line("later");
        assertThat(later.getSpanContext().isValid()).as("the line belongs to no start").isFalse();
        assertThat(later.getAttributes().get(AttributeKey.longKey("process.pid")))
                .as("a first line can come before the pid is known")
                .isEqualTo(db.status().pid().getAsLong());

        manager.createAndAwait(ProcessDefinition.builder("made").command("sh", "-c", "echo made; exec sleep 1000")
                .otel(otel -> otel.logs(true)).build()).start();
        assertThat(line("made").getResource().getAttribute(SERVICE)).isEqualTo("made");
        manager.removeAndAwait("made");
    }

    private SpanData start(String id) {
        await().atMost(Duration.ofSeconds(60)).until(() -> spans.getFinishedSpanItems().stream()
                .anyMatch(span -> span.getName().equals("start " + id)));
        return spans.getFinishedSpanItems().stream().filter(span -> span.getName().equals("start " + id)).findFirst()
                .orElseThrow();
    }

    /** The one record with this text. */
    private LogRecordData line(String text) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(logs.getFinishedLogRecordItems())
                .extracting(ExportedOutputTest::text).contains(text));
        List<LogRecordData> found = logs.getFinishedLogRecordItems().stream().filter(one -> text(one).equals(text)).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static String text(LogRecordData entry) {
        return entry.getBodyValue() == null ? "" : entry.getBodyValue().asString();
    }

    @Singleton
    static class Exporters {

        @Produces
        @Singleton
        InMemoryLogRecordExporter logs() {
            return InMemoryLogRecordExporter.create();
        }

        @Produces
        @Singleton
        InMemorySpanExporter spans() {
            return InMemorySpanExporter.create();
        }
    }
}
