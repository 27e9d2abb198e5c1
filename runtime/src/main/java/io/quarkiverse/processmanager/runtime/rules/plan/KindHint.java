package io.quarkiverse.processmanager.runtime.rules.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

/**
 * The hint for a process without a kind that completes after a dependent has started: the process counted as up, and most often it
 * is a task whose result the dependent needs, or a service that has ended.
 */
public final class KindHint {

    private KindHint() {
    }

    /**
     * The hint, as the end of a sentence; empty if no dependent without a condition has started before the completion. Only the
     * first completion has a hint: the dependents of a process that runs again after a command have started after that one.
     */
    public static Optional<String> of(ProcessEvent.Completed event, Plan plan, Map<String, ProcessStatus> statuses,
            Optional<ProcessHistory> history) {
        String id = event.id();
        Instant completed = event.time();
        if (plan.find(id).filter(definition -> definition.kind().isEmpty()).isEmpty()
                || history.filter(past -> hasCompletedBefore(event, past)).isPresent()) {
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

    private static boolean hasCompletedBefore(ProcessEvent.Completed event, ProcessHistory history) {
        return history.passages().stream().anyMatch(passage -> passage.phase() == ProcessPhase.COMPLETED
                && passage.incarnation() < event.incarnation());
    }

    private static boolean hasNoCondition(ProcessDefinition dependent, String id) {
        return dependent.waitFor().isEmpty() && dependent.dependencies().stream().filter(one -> one.id().equals(id))
                .map(Dependency::condition).allMatch(Optional::isEmpty);
    }

    private static boolean hasStarted(ProcessStatus dependent, Instant completed) {
        return dependent != null && dependent.startedAt().filter(completed::isAfter).isPresent();
    }
}
