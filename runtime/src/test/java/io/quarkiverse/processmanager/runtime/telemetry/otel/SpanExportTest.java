package io.quarkiverse.processmanager.runtime.telemetry.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkiverse.processmanager.runtime.telemetry.FinishedSpan;
import io.quarkiverse.processmanager.runtime.telemetry.SpanIds;

/** A finished span arrives with its ids, its times and its relations. */
class SpanExportTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final SpanIds ROOT = new SpanIds("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
    private static final SpanIds CHILD = new SpanIds(ROOT.trace(), "00f067aa0ba902b7");

    /** The ratio from which on the sampler of OpenTelemetry records this trace: its lower half as a part of the positive numbers. */
    private static final double SHARE = 0.9666;

    @Test
    void theSpanHasItsOwnIdsAndTimes() {
        List<SpanData> received = export(Sampler.parentBased(Sampler.alwaysOn()), key -> Optional.empty());

        SpanData child = received.get(0);
        SpanData root = received.get(1);
        assertThat(List.of(child.getTraceId(), child.getSpanId(), child.getParentSpanId())).containsExactly(ROOT.trace(),
                CHILD.span(), ROOT.span());
        assertThat(root.getSpanId()).isEqualTo(ROOT.span());
        assertThat(root.getParentSpanContext().isValid()).isFalse();
        assertThat(child.getStartEpochNanos())
                .isEqualTo(TimeUnit.MILLISECONDS.toNanos(BEGIN.toEpochMilli()));
        assertThat(child.getEndEpochNanos() - child.getStartEpochNanos()).isEqualTo(5_000_000);
        assertThat(child.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(child.getStatus().getDescription()).isEqualTo("exited with 1");
        assertThat(child.getLinks()).extracting(link -> link.getSpanContext().getSpanId()).containsExactly(ROOT.span());
        assertThat(child.getEvents()).extracting(event -> event.getName()).containsExactly("process.started");
        assertThat(child.getAttributes().asMap().values()).containsExactlyInAnyOrder("db", 4711L, true, List.of("a", "b"));
    }

    @Test
    void aTraceIsSampledAsAWhole() {
        for (double ratio : new double[] { 0.0, 0.5, 0.97, 1.0 }) {
            Map<String, String> settings = Map.of("quarkus.otel.traces.sampler", "parentbased_traceidratio",
                    "quarkus.otel.traces.sampler.arg", String.valueOf(ratio));
            List<SpanData> received = export(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)),
                    key -> Optional.ofNullable(settings.get(key)));

            assertThat(received).as("with %s", ratio).hasSize(ratio < SHARE ? 0 : 2);
        }
    }

    /** Without it, the children of a dropped root would be recorded. */
    @Test
    void aSamplerOfTheApplicationDecidesForAllSpansOfATrace() {
        for (Sampler own : List.of(Sampler.alwaysOff(), Sampler.alwaysOn())) {
            List<SpanData> received = export(Sampler.parentBased(own), new TraceSampling(Sampler.parentBased(own)));

            assertThat(received).as(own.getDescription()).hasSize(own == Sampler.alwaysOff() ? 0 : 2);
        }
    }

    private static List<SpanData> export(Sampler sampler, Function<String, Optional<String>> settings) {
        return export(sampler, new TraceSampling(settings));
    }

    private static List<SpanData> export(Sampler sampler, TraceSampling sampling) {
        InMemorySpanExporter received = InMemorySpanExporter.create();
        try (SdkTracerProvider provider = SdkTracerProvider.builder().setIdGenerator(new GivenIds()).setSampler(sampler)
                .addSpanProcessor(SimpleSpanProcessor.create(received)).build()) {
            new SpanExport(provider.get("test"), sampling).accept(List.of(
                    new FinishedSpan(CHILD, Optional.of(ROOT), "start db", BEGIN, BEGIN.plusMillis(5),
                            Map.of("process.manager.id", "db", "process.pid", 4711L, "flag", true, "list", List.of("a", "b")),
                            List.of(new FinishedSpan.Event("process.started", BEGIN.plusMillis(1), Map.of())),
                            List.of(new FinishedSpan.Link(ROOT, Map.of())), Optional.of("exited with 1")),
                    new FinishedSpan(ROOT, Optional.empty(), "start processes", BEGIN, BEGIN.plusMillis(6), Map.of(),
                            List.of(), List.of(), Optional.empty())));
            // Its end forgets the spans.
            return received.getFinishedSpanItems();
        }
    }
}
