package io.quarkiverse.processmanager.deployment.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.deployment.NothingLeft;
import io.quarkus.test.QuarkusUnitTest;

/** The OpenTelemetry of the application receives the starts and the restarts of its processes. */
class StartTracesTest {

    private static final AttributeKey<String> ID = AttributeKey.stringKey("process.manager.id");

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(
                    root -> root.addClasses(Spans.class, OwnIds.class, OpenTelemetryExtension.class, NothingLeft.class))
            .setForcedDependencies(OpenTelemetryExtension.DEPENDENCIES)
            .overrideConfigKey("quarkus.otel.simple", "true")
            .overrideConfigKey("quarkus.otel.exporter.otlp.enabled", "false")
            .overrideConfigKey("quarkus.otel.resource.attributes", "deployment.environment.name=ci")
            .overrideConfigKey("quarkus.application.name", "shop")
            .overrideConfigKey("quarkus.processes.db.command", "sh -c 'sleep 0.2; echo ready; exec sleep 1000'")
            .overrideConfigKey("quarkus.processes.db.health.log", "ready")
            .overrideConfigKey("quarkus.processes.migrate.command", "true")
            .overrideConfigKey("quarkus.processes.migrate.kind", "task")
            .overrideConfigKey("quarkus.processes.migrate.depends-on", "db")
            .overrideConfigKey("quarkus.processes.api.command",
                    "sh -c 'env | grep -e ^OTEL_ -e ^TRACEPARENT; echo up; exec sleep 1000'")
            .overrideConfigKey("quarkus.processes.api.health.log", "up")
            .overrideConfigKey("quarkus.processes.api.depends-on", "db,migrate:completed")
            .overrideConfigKey("quarkus.processes.api.otel.environment", "true")
            .overrideConfigKey("quarkus.processes.api.restart.delay", "10ms");

    @Inject
    @ForProcess("api")
    ManagedProcess api;

    @Inject
    InMemorySpanExporter exporter;

    @Inject
    IdGenerator own;

    @Inject
    Tracer tracer;

    @Test
    void anIdGeneratorOfTheApplicationGivesTheIdsOfItsOwnSpans() {
        Span span = tracer.spanBuilder("order").startSpan();
        span.end();

        assertThat(own).isInstanceOf(OwnIds.class);
        assertThat(span.getSpanContext().getTraceId()).isEqualTo("1".repeat(32));
    }

    @Test
    void theStartOfAllProcessesIsOneTrace() throws Exception {
        SpanData root = span("start processes", 1);
        SpanData db = span("start db", 1);
        SpanData started = span("start api", 1);

        assertThat(db.getParentSpanId()).isEqualTo(root.getSpanId());
        assertThat(List.of(db, started, span("start migrate", 1))).extracting(SpanData::getTraceId)
                .containsOnly(root.getTraceId());
        assertThat(root.getParentSpanContext().isValid()).isFalse();
        assertThat(root.getAttributes().get(AttributeKey.longKey("process.manager.processes"))).isEqualTo(3);
        assertThat(children(started)).containsExactly("wait for dependencies", "start the program", "until ready");
        assertThat(children(db)).containsExactly("start the program", "until ready");
        assertThat(started.getLinks()).extracting(link -> link.getAttributes().get(AttributeKey.stringKey(
                "process.manager.dependency.id"))).containsExactlyInAnyOrder("db", "migrate");
        assertThat(started.getLinks()).extracting(LinkData::getSpanContext).extracting(context -> context.getSpanId())
                .containsExactlyInAnyOrder(db.getSpanId(), span("start migrate", 1).getSpanId());
        assertThat(started.getAttributes().get(AttributeKey.longKey("process.pid"))).isEqualTo(api.status().pid().getAsLong());
        assertThat(started.getAttributes().get(AttributeKey.stringKey("process.executable.name"))).isEqualTo("sh");
        assertThat(api.logs(20)).extracting(line -> line.text()).contains("OTEL_SERVICE_NAME=api",
                "OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc",
                "OTEL_RESOURCE_ATTRIBUTES=deployment.environment.name=ci,service.namespace=shop",
                "TRACEPARENT=00-" + started.getTraceId() + '-' + started.getSpanId() + "-01");

        long killed = api.status().pid().getAsLong();
        api.signalAndAwait("KILL");

        SpanData restart = span("restart api", 1);
        assertThat(restart.getTraceId()).isNotEqualTo(root.getTraceId());
        assertThat(restart.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(restart.getLinks()).extracting(link -> link.getSpanContext().getSpanId()).contains(started.getSpanId());
        assertThat(restart.getEvents()).extracting(EventData::getName).startsWith("process.crashed");
        assertThat(restart.getEvents().get(0).getAttributes().get(AttributeKey.stringKey("process.manager.exit.signal")))
                .isEqualTo("KILL");
        assertThat(restart.getAttributes().get(AttributeKey.longKey("process.pid"))).isNotEqualTo(killed);
        assertThat(children(restart)).contains("wait before the restart", "until ready");
        assertThat(api.logs(20)).extracting(line -> line.text()).contains(
                "TRACEPARENT=00-" + restart.getTraceId() + '-' + restart.getSpanId() + "-01");
    }

    private SpanData span(String name, int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> named(name).size() == count);
        return named(name).get(count - 1);
    }

    private List<SpanData> named(String name) {
        return exporter.getFinishedSpanItems().stream().filter(span -> span.getName().equals(name)).toList();
    }

    private List<String> children(SpanData parent) {
        return exporter.getFinishedSpanItems().stream().filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .peek(span -> assertThat(Optional.ofNullable(span.getAttributes().get(ID)))
                        .isEqualTo(Optional.ofNullable(parent.getAttributes().get(ID))))
                .map(SpanData::getName).toList();
    }

    @Singleton
    static class OwnIds implements IdGenerator {

        @Override
        public String generateSpanId() {
            return IdGenerator.random().generateSpanId();
        }

        @Override
        public String generateTraceId() {
            return "1".repeat(32);
        }
    }

    @Singleton
    static class Spans {

        @Produces
        @Singleton
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }
    }
}
