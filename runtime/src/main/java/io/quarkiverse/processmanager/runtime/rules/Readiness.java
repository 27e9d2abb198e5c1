package io.quarkiverse.processmanager.runtime.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.text.Sentence;

/** Whether the dependencies of a process let it start. */
public sealed interface Readiness {

    /** All dependencies are met. */
    record Ready() implements Readiness {
    }

    /** Some dependencies are not met yet; {@code waitingFor} names each with its phase. */
    record NotYet(List<String> waitingFor) implements Readiness {
    }

    /** A dependency has failed; {@code why} is the sentence for the status. */
    record Never(String dependency, String why) implements Readiness {
    }

    /** Evaluates all dependencies of a process. */
    static Readiness of(ProcessDefinition definition, Plan plan, Map<String, ProcessStatus> statuses) {
        List<String> waitingFor = new ArrayList<>();
        Map<String, List<Readiness>> alternatives = new LinkedHashMap<>();
        for (Dependency dependency : definition.dependencies()) {
            if (!plan.counts(dependency)) {
                continue;
            }
            Readiness one = of(dependency, plan.condition(definition, dependency), statuses.get(dependency.id()));
            Optional<String> group = Optional.of(dependency).filter(Dependency::any).flatMap(any -> plan.group(any.id()));
            if (group.isPresent()) {
                alternatives.computeIfAbsent(group.get(), any -> new ArrayList<>()).add(one);
            } else if (one instanceof Never) {
                return one;
            } else if (one instanceof NotYet notYet) {
                waitingFor.addAll(notYet.waitingFor());
            }
        }
        for (Map.Entry<String, List<Readiness>> group : alternatives.entrySet()) {
            Readiness best = best(group.getKey(), group.getValue());
            if (best instanceof Never) {
                return best;
            } else if (best instanceof NotYet notYet) {
                waitingFor.addAll(notYet.waitingFor());
            }
        }
        return waitingFor.isEmpty() ? new Ready() : new NotYet(List.copyOf(waitingFor));
    }

    private static Readiness of(Dependency dependency, Dependency.Condition condition, ProcessStatus status) {
        String id = dependency.id();
        if (status == null) {
            return new Never(id, id + " is no longer declared");
        }
        if (condition.isMetBy(status)) {
            return new Ready();
        }
        if (status.phase() == ProcessPhase.FAILED) {
            return new Never(id, id + " failed: " + Sentence.cause(status.why()));
        }
        if (status.phase() == ProcessPhase.COMPLETED && condition == Dependency.Condition.HEALTHY) {
            return new Never(id, id + " has completed and will not be healthy");
        }
        return new NotYet(List.of(id + " (" + progress(status, condition) + ")"));
    }

    /** One replica is enough: the process is ready with the first of them, and can only fail with all of them. */
    private static Readiness best(String group, List<Readiness> replicas) {
        List<String> waitingFor = new ArrayList<>();
        for (Readiness one : replicas) {
            if (one instanceof Ready) {
                return one;
            } else if (one instanceof NotYet notYet) {
                waitingFor.addAll(notYet.waitingFor());
            }
        }
        if (waitingFor.isEmpty() && replicas.get(0) instanceof Never first) {
            return new Never(first.dependency(), "no replica of " + group + " can come up: " + first.why());
        }
        return new NotYet(List.of("any of " + String.join(", ", waitingFor)));
    }

    /** The phase of a dependency, or its health if it is running and must be healthy. */
    private static String progress(ProcessStatus status, Dependency.Condition condition) {
        boolean unhealthy = condition == Dependency.Condition.HEALTHY && status.phase() == ProcessPhase.RUNNING;
        return (unhealthy ? status.health().name() : status.phase().name()).toLowerCase(Locale.ROOT);
    }
}
