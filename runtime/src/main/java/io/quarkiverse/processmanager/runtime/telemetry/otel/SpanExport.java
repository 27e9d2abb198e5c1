package io.quarkiverse.processmanager.runtime.telemetry.otel;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.quarkiverse.processmanager.runtime.telemetry.FinishedSpan;
import io.quarkiverse.processmanager.runtime.telemetry.SpanIds;

/** Writes finished spans with a tracer of the application. One thread at a time. */
final class SpanExport implements Consumer<List<FinishedSpan>> {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private final Tracer tracer;
    private final Predicate<String> sampling;
    private boolean reported;

    /** @param sampling whether a trace with this id is recorded */
    SpanExport(Tracer tracer, Predicate<String> sampling) {
        this.tracer = tracer;
        this.sampling = sampling;
    }

    @Override
    public void accept(List<FinishedSpan> spans) {
        spans.forEach(this::write);
    }

    private void write(FinishedSpan finished) {
        SpanBuilder builder = tracer.spanBuilder(finished.name()).setStartTimestamp(finished.begin())
                .setAllAttributes(attributes(finished.attributes()))
                .setParent(finished.parent().map(parent -> Context.root().with(Span.wrap(context(parent, sampling))))
                        .orElse(Context.root()));
        finished.links().forEach(link -> builder.addLink(context(link.ids(), sampling), attributes(link.attributes())));
        Span span = GivenIds.use(finished.ids(), builder::startSpan);
        finished.events().forEach(event -> span.addEvent(event.name(), attributes(event.attributes()), event.time()));
        finished.error().ifPresent(error -> span.setStatus(StatusCode.ERROR, error));
        span.end(finished.end());
        if (span.isRecording() && !span.getSpanContext().getSpanId().equals(finished.ids().span()) && !reported) {
            reported = true;
            LOG.warn("The spans of the processes have other ids than the processes have received: an IdGenerator of the"
                    + " application has a higher priority than that of the process manager; remove its @Priority");
        }
    }

    /** @param sampling whether a trace with an id is recorded */
    static SpanContext context(SpanIds ids, Predicate<String> sampling) {
        return SpanContext.create(ids.trace(), ids.span(),
                sampling.test(ids.trace()) ? TraceFlags.getSampled() : TraceFlags.getDefault(), TraceState.getDefault());
    }

    static Attributes attributes(Map<String, Object> values) {
        AttributesBuilder builder = Attributes.builder();
        values.forEach((key, value) -> {
            if (value instanceof Long number) {
                builder.put(key, number);
            } else if (value instanceof Boolean flag) {
                builder.put(key, flag);
            } else if (value instanceof List<?> list) {
                builder.put(AttributeKey.stringArrayKey(key), list.stream().map(String::valueOf).toList());
            } else {
                builder.put(key, String.valueOf(value));
            }
        });
        return builder.build();
    }
}
