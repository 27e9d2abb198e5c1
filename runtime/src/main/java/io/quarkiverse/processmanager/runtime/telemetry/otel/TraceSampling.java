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
 * Whether a trace is recorded, as the sampler of OpenTelemetry decides. Before OpenTelemetry is there, the settings decide: a
 * sampler that is a bean counts as one that records all traces until then. The decision depends on the id of the trace only.
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

    /** @param sampler the sampler of the application itself */
    TraceSampling(Sampler sampler) {
        this.sampler = sampler;
    }

    @Override
    public boolean test(String trace) {
        return sampler.shouldSample(Context.root(), trace, "", SpanKind.INTERNAL, Attributes.empty(), List.of())
                .getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
    }
}
