package io.quarkiverse.processmanager.runtime.cdi;

import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.function.Predicate;

import jakarta.enterprise.inject.Any;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ProcessEvent;

/** Which process is meant. */
final class CdiQualifiers {

    private CdiQualifiers() {
    }

    /** Those of an event. */
    static Annotation[] of(ProcessEvent event) {
        return new Annotation[] { Any.Literal.INSTANCE, ForProcess.Literal.of(event.id()) };
    }

    /** The processes that somebody with these qualifiers is for; all of them if he names none. */
    static Predicate<String> processesOf(Set<Annotation> qualifiers) {
        for (Annotation qualifier : qualifiers) {
            if (qualifier instanceof ForProcess process) {
                return process.value()::equals;
            }
        }
        return id -> true;
    }
}
