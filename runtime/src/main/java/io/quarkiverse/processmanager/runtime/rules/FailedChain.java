package io.quarkiverse.processmanager.runtime.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

/** Finds the processes that do not start because a process has failed. */
public final class FailedChain {

    private FailedChain() {
    }

    /** The dependents that have failed since then because of this failure, and theirs, the nearest ones first. */
    public static List<String> of(ProcessEvent.GaveUp failed, Plan plan, Map<String, ProcessStatus> statuses) {
        Set<String> chain = new LinkedHashSet<>();
        collect(failed, failed.id(), plan, statuses, chain);
        chain.remove(failed.id());
        return List.copyOf(chain);
    }

    private static void collect(ProcessEvent.GaveUp failed, String id, Plan plan, Map<String, ProcessStatus> statuses,
            Set<String> chain) {
        List<String> next = plan.dependents(id).stream().filter(dependent -> isBlocked(statuses.get(dependent), failed))
                .filter(chain::add).toList();
        next.forEach(dependent -> collect(failed, dependent, plan, statuses, chain));
    }

    private static boolean isBlocked(ProcessStatus dependent, ProcessEvent.GaveUp failed) {
        return dependent != null && dependent.failure().filter(Reason.DEPENDENCY_FAILED::equals).isPresent()
                && !dependent.since().isBefore(failed.time());
    }
}
