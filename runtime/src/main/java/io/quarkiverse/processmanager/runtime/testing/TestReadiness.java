package io.quarkiverse.processmanager.runtime.testing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;

/**
 * Whether tests may begin. A process that has not been started yet is pending: the start of the application starts it later.
 *
 * @param failed the first process that has failed, its dependencies before it
 * @param pending the processes that are not ready yet
 */
record TestReadiness(Optional<ProcessStatus> failed, List<ProcessStatus> pending) {

    TestReadiness {
        pending = List.copyOf(pending);
    }

    /**
     * @param processes the processes that run, each after its dependencies
     * @param statuses the present status of each process
     */
    static TestReadiness of(Collection<ProcessDefinition> processes, Map<String, ProcessStatus> statuses) {
        Optional<ProcessStatus> failed = Optional.empty();
        List<ProcessStatus> pending = new ArrayList<>();
        for (ProcessDefinition process : processes) {
            ProcessStatus status = statuses.get(process.id());
            if (status == null || !process.start().auto() || status.isReady()) {
                continue;
            }
            if (status.phase() == ProcessPhase.FAILED) {
                failed = failed.or(() -> Optional.of(status));
            } else {
                pending.add(status);
            }
        }
        return new TestReadiness(failed, pending);
    }

    /** Whether the wait is over. */
    boolean isDecided() {
        return failed.isPresent() || pending.isEmpty();
    }
}
