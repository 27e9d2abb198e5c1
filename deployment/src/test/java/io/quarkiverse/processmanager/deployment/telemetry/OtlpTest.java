package io.quarkiverse.processmanager.deployment.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.processmanager.deployment.NothingLeft;
import io.quarkus.test.QuarkusUnitTest;

/** A backend receives the spans of the application and those of its processes as one trace, which is in the guide. */
class OtlpTest {

    private static final Path GUIDE = Path.of("../docs/modules/ROOT/examples/opentelemetry/trace.txt");

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(OtlpReceiver.class, ReceivedSpan.class, OpenTelemetryExtension.class,
                    NothingLeft.class))
            .setForcedDependencies(OpenTelemetryExtension.DEPENDENCIES)
            .setBeforeAllCustomizer(OtlpReceiver::start).setAfterAllCustomizer(OtlpReceiver::stop)
            .overrideConfigKey("quarkus.application.name", "shop")
            .overrideConfigKey("quarkus.otel.bsp.schedule.delay", "100ms")
            .overrideConfigKey("quarkus.otel.exporter.otlp.protocol", "http/protobuf")
            .overrideConfigKey("quarkus.otel.exporter.otlp.endpoint", "http://localhost:${" + OtlpReceiver.PORT + "}")
            .overrideConfigKey("quarkus.process-manager.otel.environment", "true")
            .overrideConfigKey("quarkus.processes.db.command", "sh -c 'sleep 0.1; echo ready; exec sleep 1000'")
            .overrideConfigKey("quarkus.processes.db.health.log", "ready")
            .overrideConfigKey("quarkus.processes.worker.command", "${java.home}/bin/java src/test/resources/otlp/Worker.java")
            .overrideConfigKey("quarkus.processes.worker.health.log", "exported: 200")
            .overrideConfigKey("quarkus.processes.worker.depends-on", "db");

    @Test
    void aBackendReceivesOneTrace() throws IOException {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(ReceivedSpan.all())
                .extracting(ReceivedSpan::name).contains("start processes", "load the model"));
        List<ReceivedSpan> spans = ReceivedSpan.all();

        ReceivedSpan root = named(spans, "start processes");
        assertThat(root.parent()).isEmpty();
        assertThat(named(spans, "load the model").parent()).isEqualTo(named(spans, "start worker").span());
        assertThat(named(spans, "start worker").links()).containsExactly(named(spans, "start db").span());
        StringBuilder tree = new StringBuilder();
        write(root, "", spans.stream().filter(span -> span.trace().equals(root.trace())).toList(), tree);
        String known = Files.exists(GUIDE) ? Files.readString(GUIDE) : "";
        if (!known.contentEquals(tree)) {
            Files.createDirectories(GUIDE.getParent());
            Files.writeString(GUIDE, tree);
        }
        assertThat(known).as("%s was out of date and has been generated again: check and commit it", GUIDE)
                .isEqualTo(tree.toString());
    }

    private static void write(ReceivedSpan span, String indent, List<ReceivedSpan> all, StringBuilder text) {
        String links = String.join(", ", span.links().stream()
                .map(link -> all.stream().filter(other -> other.span().equals(link)).findFirst().orElseThrow().name())
                .toList());
        text.append(String.format("%-36s%-8s%s", indent + span.name(), span.service(),
                links.isEmpty() ? "" : "linked to: " + links).stripTrailing()).append('\n');
        all.stream().filter(other -> other.parent().equals(span.span()))
                .forEach(child -> write(child, indent + "  ", all, text));
    }

    private static ReceivedSpan named(List<ReceivedSpan> spans, String name) {
        return spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
    }
}
