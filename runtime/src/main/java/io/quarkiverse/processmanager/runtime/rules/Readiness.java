package io.quarkiverse.processmanager.runtime.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
        for (Dependency dependency : definition.dependencies()) {
            if (!plan.counts(dependency)) {
                continue;
            }
            ProcessStatus status = statuses.get(dependency.id());
            Dependency.Condition condition = plan.condition(definition, dependency);
            if (status == null) {
                return new Never(dependency.id(), dependency.id() + " is no longer declared");
            }
            if (condition.isMetBy(status)) {
                continue;
            }
            if (status.phase() == ProcessPhase.FAILED) {
                return new Never(dependency.id(), dependency.id() + " failed: " + Sentence.cause(status.why()));
            }
            if (status.phase() == ProcessPhase.COMPLETED && condition == Dependency.Condition.HEALTHY) {
                return new Never(dependency.id(), dependency.id() + " has completed and will not be healthy");
            }
            waitingFor.add(dependency.id() + " (" + progress(status, condition) + ")");
        }
        return waitingFor.isEmpty() ? new Ready() : new NotYet(List.copyOf(waitingFor));
    }

    /** The phase of a dependency, or its health if it is running and must be healthy. */
    private static String progress(ProcessStatus status, Dependency.Condition condition) {
        boolean unhealthy = condition == Dependency.Condition.HEALTHY && status.phase() == ProcessPhase.RUNNING;
        return (unhealthy ? status.health().name() : status.phase().name()).toLowerCase(Locale.ROOT);
    }
}
