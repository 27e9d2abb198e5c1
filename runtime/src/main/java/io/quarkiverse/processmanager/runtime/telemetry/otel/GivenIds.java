package io.quarkiverse.processmanager.runtime.telemetry.otel;

import java.util.function.Supplier;

import jakarta.annotation.Priority;
import jakarta.inject.Singleton;

import io.opentelemetry.sdk.trace.IdGenerator;
import io.quarkiverse.processmanager.runtime.telemetry.SpanIds;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.smallrye.common.annotation.Identifier;

/**
 * Gives the spans of processes the ids that the processes have received already. All other spans receive the ids of the generator
 * of the application, or random ones. The qualifier keeps it out of the way of an {@code @Inject IdGenerator} of the application; the
 * OpenTelemetry of Quarkus asks for the generators with any qualifier. Safe for use by several threads.
 */
@Singleton
@Identifier("process-manager")
@Priority(Integer.MAX_VALUE)
public class GivenIds implements IdGenerator {

    private static final ThreadLocal<SpanIds> NEXT = new ThreadLocal<>();

    private volatile IdGenerator others;

    /** The span that the action creates on this thread has these ids. */
    static <T> T use(SpanIds ids, Supplier<T> creation) {
        NEXT.set(ids);
        try {
            return creation.get();
        } finally {
            NEXT.remove();
        }
    }

    @Override
    public String generateSpanId() {
        SpanIds given = NEXT.get();
        return given == null ? others().generateSpanId() : given.span();
    }

    @Override
    public String generateTraceId() {
        SpanIds given = NEXT.get();
        return given == null ? others().generateTraceId() : given.trace();
    }

    private IdGenerator others() {
        IdGenerator known = others;
        if (known == null) {
            known = find();
            others = known;
        }
        return known;
    }

    private static IdGenerator find() {
        for (InstanceHandle<IdGenerator> handle : Arc.container().listAll(IdGenerator.class)) {
            if (handle.getBean().getBeanClass() != GivenIds.class) {
                return handle.get();
            }
        }
        return IdGenerator.random();
    }
}
