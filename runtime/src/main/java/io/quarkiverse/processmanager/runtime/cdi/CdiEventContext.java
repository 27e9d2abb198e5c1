package io.quarkiverse.processmanager.runtime.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;

import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.enterprise.inject.spi.InjectionPoint;

import io.quarkiverse.processmanager.ProcessEvent;

/** An event in the form that CDI passes to an observer. */
record CdiEventContext(ProcessEvent event) implements EventContext<ProcessEvent>, EventMetadata {

    @Override
    public ProcessEvent getEvent() {
        return event;
    }

    @Override
    public EventMetadata getMetadata() {
        return this;
    }

    @Override
    public Set<Annotation> getQualifiers() {
        return Set.of(CdiQualifiers.of(event.id()));
    }

    @Override
    public Type getType() {
        return event.getClass();
    }

    /** Absent: the process manager publishes events without an injected {@code Event}. */
    @Override
    public InjectionPoint getInjectionPoint() {
        return null;
    }
}
