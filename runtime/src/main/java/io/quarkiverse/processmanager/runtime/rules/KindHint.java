package io.quarkiverse.processmanager.runtime.rules;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessStatus;

/**
 * The hint for a process without a kind that completes after a dependent has started: the process counted as up, and most often it
 * is a task whose result the dependent needs, or a service that has ended.
 */
public final class KindHint {

    private KindHint() {
    }

    /** The hint, as the end of a sentence; empty if no dependent without a condition has started before the completion. */
    public static Optional<String> of(String id, Instant completed, Plan plan, Map<String, ProcessStatus> statuses) {
        if (plan.find(id).filter(definition -> definition.kind().isEmpty()).isEmpty()) {
            return Optional.empty();
        }
        List<String> early = plan.dependents(id).stream()
                .filter(dependent -> hasNoCondition(plan.find(dependent).orElseThrow(), id))
                .filter(dependent -> hasStarted(statuses.get(dependent), completed)).map(dependent -> "'" + dependent + "'")
                .toList();
        return early.isEmpty() ? Optional.empty()
                : Optional.of(String.join(", ", early) + " started before that; set kind=task if the result of '" + id
                        + "' is needed, or kind=service if '" + id + "' must keep running");
    }

    private static boolean hasNoCondition(ProcessDefinition dependent, String id) {
        return dependent.waitFor().isEmpty() && dependent.dependencies().stream().filter(one -> one.id().equals(id))
                .map(Dependency::condition).allMatch(Optional::isEmpty);
    }

    private static boolean hasStarted(ProcessStatus dependent, Instant completed) {
        return dependent != null && dependent.startedAt().filter(completed::isAfter).isPresent();
    }
}
