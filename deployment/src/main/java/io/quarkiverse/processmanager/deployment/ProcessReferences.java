package io.quarkiverse.processmanager.deployment;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.arc.processor.InjectionPointInfo;
import io.quarkus.arc.processor.ObserverInfo;

/**
 * Finds the beans, the injection points and the observers of the container that name a process without a definition. Only the
 * classes that the container uses count: the container leaves out a test class whose test profile is not active, and such a
 * class may name a process that only its profile declares.
 */
final class ProcessReferences {

    private static final DotName FOR_PROCESS = DotName.createSimple(ForProcess.class);

    private final List<String> ids;
    private final Set<String> problems = new TreeSet<>();

    private ProcessReferences(List<String> ids) {
        this.ids = ids;
    }

    /** One sentence for each reference to an unknown id, in order. */
    static Collection<String> problems(BeanDiscoveryFinishedBuildItem beans, List<String> ids) {
        ProcessReferences references = new ProcessReferences(ids);
        for (BeanInfo bean : beans.getBeans()) {
            references.check(bean.getQualifiers(),
                    bean.getTarget().map(ProcessReferences::place).orElseGet(() -> "a bean of " + bean.getBeanClass()));
        }
        for (InjectionPointInfo point : beans.getInjectionPoints()) {
            AnnotationTarget target = point.getAnnotationTarget();
            references.check(point.getRequiredQualifiers(), target == null ? point.getTargetInfo() : place(target));
        }
        for (ObserverInfo observer : beans.getObservers()) {
            references.check(observer.getQualifiers(), Optional.<AnnotationTarget> ofNullable(observer.getEventParameter())
                    .map(ProcessReferences::place).orElseGet(() -> "an observer of " + observer.getBeanClass()));
        }
        return references.problems;
    }

    private void check(Set<AnnotationInstance> qualifiers, String place) {
        for (AnnotationInstance qualifier : qualifiers) {
            if (qualifier.name().equals(FOR_PROCESS) && !ids.contains(qualifier.value().asString())) {
                String id = qualifier.value().asString();
                problems.add("Process not found: " + id + Suggestion.of(id, ids) + " (@ForProcess at " + place + ")");
            }
        }
    }

    /** The place of an annotation: {@code field 'db' of class org.acme.Users}. */
    private static String place(AnnotationTarget target) {
        return switch (target.kind()) {
            case CLASS -> "class " + target.asClass().name();
            case FIELD -> "field '" + target.asField().name() + "' of class " + target.asField().declaringClass().name();
            case METHOD_PARAMETER -> parameter(target) + " of " + place(target.asMethodParameter().method());
            case METHOD -> method(target.asMethod());
            default -> target.toString();
        };
    }

    private static String parameter(AnnotationTarget target) {
        String name = target.asMethodParameter().name();
        return name == null ? "parameter " + (target.asMethodParameter().position() + 1) : "parameter '" + name + "'";
    }

    private static String method(MethodInfo method) {
        String name = method.name().equals("<init>") ? "the constructor" : "method '" + method.name() + "'";
        return name + " of class " + method.declaringClass().name();
    }
}
