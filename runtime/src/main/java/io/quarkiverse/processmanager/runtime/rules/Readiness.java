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
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;
import io.quarkiverse.processmanager.runtime.rules.text.Sentence;

/** Whether the dependencies of a process let it start. */
public sealed interface Readiness {

    /** All dependencies are met. */
    record Ready() implements Readiness {
    }

    /** Some dependencies are not met yet; {@code waitingFor} names each with its phase, and replicas in one phase together. */
    record NotYet(List<String> waitingFor) implements Readiness {
    }

    /** A dependency has failed; {@code why} is the sentence for the status. */
    record Never(String dependency, String why) implements Readiness {
    }

    /** One of the replicas of which one is enough, and the word for its state. */
    record Alternative(Readiness readiness, String state) {
    }

    /** Evaluates all dependencies of a process. */
    static Readiness of(ProcessDefinition definition, Plan plan, Map<String, ProcessStatus> statuses) {
        List<String> waitingFor = new ArrayList<>();
        Map<String, List<Alternative>> alternatives = new LinkedHashMap<>();
        Map<String, Map<String, List<String>>> replicas = new LinkedHashMap<>();
        for (Dependency dependency : definition.dependencies()) {
            if (!plan.counts(dependency)) {
                continue;
            }
            Dependency.Condition condition = plan.condition(definition, dependency);
            ProcessStatus status = statuses.get(dependency.id());
            Readiness one = of(dependency, condition, status);
            Optional<String> group = plan.group(dependency.id());
            if (group.isPresent() && dependency.any()) {
                alternatives.computeIfAbsent(group.get(), any -> new ArrayList<>())
                        .add(new Alternative(one, status == null ? "removed" : progress(status, condition)));
            } else if (one instanceof Never) {
                return one;
            } else if (one instanceof NotYet && group.isPresent()) {
                replicas.computeIfAbsent(group.get(), any -> new LinkedHashMap<>())
                        .computeIfAbsent(progress(status, condition), any -> new ArrayList<>()).add(dependency.id());
            } else if (one instanceof NotYet notYet) {
                waitingFor.addAll(notYet.waitingFor());
            }
        }
        replicas.forEach((group, states) -> states
                .forEach((state, ids) -> waitingFor.add(Replicas.names(group, ids) + " (" + state + ")")));
        for (Map.Entry<String, List<Alternative>> group : alternatives.entrySet()) {
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

    /**
     * One replica is enough: the process is ready with the first of them, and can only fail with all of them. There can be many, so
     * the sentence has their number in each state: {@code any replica of worker (8 starting, 2 backoff)}.
     */
    private static Readiness best(String group, List<Alternative> replicas) {
        boolean open = false;
        Map<String, Integer> states = new LinkedHashMap<>();
        for (Alternative one : replicas) {
            if (one.readiness() instanceof Ready) {
                return one.readiness();
            }
            open |= one.readiness() instanceof NotYet;
            states.merge(one.state(), 1, Integer::sum);
        }
        if (!open && replicas.get(0).readiness() instanceof Never first) {
            return new Never(first.dependency(), "no replica of " + group + " can come up: " + first.why());
        }
        List<String> counts = new ArrayList<>();
        states.forEach((state, count) -> counts.add(count + " " + state));
        return new NotYet(List.of("any replica of " + group + " (" + String.join(", ", counts) + ")"));
    }

    /** The phase of a dependency, or its health if it is running and must be healthy. */
    private static String progress(ProcessStatus status, Dependency.Condition condition) {
        boolean unhealthy = condition == Dependency.Condition.HEALTHY && status.phase() == ProcessPhase.RUNNING;
        return (unhealthy ? status.health().name() : status.phase().name()).toLowerCase(Locale.ROOT);
    }
}
