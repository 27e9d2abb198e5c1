package io.quarkiverse.processmanager.runtime.cdi;

import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.function.Predicate;

import jakarta.enterprise.inject.Any;

import io.quarkiverse.processmanager.ForProcess;

/** The qualifiers that relate events and beans to processes. */
final class CdiQualifiers {

    private CdiQualifiers() {
    }

    /** The qualifiers of an event of a process with this name. */
    static Annotation[] of(String name) {
        return new Annotation[] { Any.Literal.INSTANCE, ForProcess.Literal.of(name) };
    }

    /** The processes that a bean or an observer with these qualifiers names; all processes without {@code @ForProcess}. */
    static Predicate<String> processesOf(Set<Annotation> qualifiers, NamedProcesses names) {
        for (Annotation qualifier : qualifiers) {
            if (qualifier instanceof ForProcess process) {
                return id -> process.value().equals(names.nameOf(id));
            }
        }
        return id -> true;
    }
}
