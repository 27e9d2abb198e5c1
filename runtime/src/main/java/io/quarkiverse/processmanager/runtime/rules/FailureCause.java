package io.quarkiverse.processmanager.runtime.rules;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

/** Finds the process whose failure is the cause of the failure of its dependents. */
public final class FailureCause {

    private FailureCause() {
    }

    /**
     * Returns the status of the nearest dependency that has failed for a cause of its own, or {@code failed} if there is none.
     *
     * @param failed the status of a process that has failed
     * @param dependencies the ids of the direct dependencies of a process
     * @param statuses the current status of each process
     */
    public static ProcessStatus of(ProcessStatus failed, Function<String, Collection<String>> dependencies,
            Map<String, ProcessStatus> statuses) {
        Set<String> seen = new HashSet<>();
        Deque<ProcessStatus> next = new ArrayDeque<>();
        next.add(failed);
        while (!next.isEmpty()) {
            ProcessStatus status = next.remove();
            if (status.phase() != ProcessPhase.FAILED || !seen.add(status.id())) {
                continue;
            }
            if (status.failure().filter(Reason.DEPENDENCY_FAILED::equals).isEmpty()) {
                return status;
            }
            dependencies.apply(status.id()).forEach(id -> Optional.ofNullable(statuses.get(id)).ifPresent(next::add));
        }
        return failed;
    }
}
