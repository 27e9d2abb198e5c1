package io.quarkiverse.processmanager.runtime.cdi;

import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.function.Predicate;

import jakarta.enterprise.inject.Any;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ProcessEvent;

/** The qualifiers that relate events and beans to processes. */
final class CdiQualifiers {

    private CdiQualifiers() {
    }

    /** The qualifiers of an event. */
    static Annotation[] of(ProcessEvent event) {
        return new Annotation[] { Any.Literal.INSTANCE, ForProcess.Literal.of(event.id()) };
    }

    /** The processes that a bean or an observer with these qualifiers names; all processes without {@code @ForProcess}. */
    static Predicate<String> processesOf(Set<Annotation> qualifiers) {
        for (Annotation qualifier : qualifiers) {
            if (qualifier instanceof ForProcess process) {
                return process.value()::equals;
            }
        }
        return id -> true;
    }
}
