package io.quarkiverse.processmanager.runtime.telemetry.otel;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;

/**
 * Whether a trace is recorded, decided before OpenTelemetry is there and as its sampler decides later. A sampler of the application
 * itself is not known here, and counts as one that records all traces.
 */
public final class TraceSampling implements Predicate<String> {

    private static final String SAMPLER = "quarkus.otel.traces.sampler";

    private final Sampler sampler;

    /** @param setting the value of a property */
    public TraceSampling(Function<String, Optional<String>> setting) {
        String name = setting.apply(SAMPLER).orElse("").strip().replace("parentbased_", "");
        sampler = switch (name) {
            case "always_off" -> Sampler.alwaysOff();
            case "traceidratio" ->
                Sampler.traceIdRatioBased(setting.apply(SAMPLER + ".arg").map(Double::parseDouble).orElse(1.0));
            default -> Sampler.alwaysOn();
        };
    }

    @Override
    public boolean test(String trace) {
        return sampler.shouldSample(Context.root(), trace, "", SpanKind.INTERNAL, Attributes.empty(), List.of())
                .getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
    }
}
