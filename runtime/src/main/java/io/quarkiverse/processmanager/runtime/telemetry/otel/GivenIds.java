package io.quarkiverse.processmanager.runtime.telemetry.otel;

import jakarta.annotation.Priority;
import jakarta.inject.Singleton;

import io.opentelemetry.sdk.trace.IdGenerator;
import io.quarkiverse.processmanager.runtime.telemetry.SpanIds;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;

/**
 * Gives the spans of processes the ids that the processes have received already. All other spans receive the ids of the generator
 * of the application, or random ones. Safe for use by several threads.
 */
@Singleton
@Priority(Integer.MAX_VALUE)
public class GivenIds implements IdGenerator {

    private static final ThreadLocal<SpanIds> NEXT = new ThreadLocal<>();

    private volatile IdGenerator others;

    /** The span that the action creates on this thread has these ids. */
    static void use(SpanIds ids, Runnable creation) {
        NEXT.set(ids);
        try {
            creation.run();
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
