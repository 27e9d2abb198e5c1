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
 * Whether tests may begin, once the application has started all its processes. A process that is stopped then has been stopped
 * by a command, and the tests do not wait for it.
 *
 * @param failed the first process that is required and has failed, its dependencies before it
 * @param pending the processes that are not ready yet
 * @param without the processes without which the tests begin: stopped, or failed and not required
 */
record TestReadiness(Optional<ProcessStatus> failed, List<ProcessStatus> pending, List<ProcessStatus> without) {

    TestReadiness {
        pending = List.copyOf(pending);
        without = List.copyOf(without);
    }

    /**
     * @param processes the processes that run, each after its dependencies
     * @param statuses the present status of each process
     */
    static TestReadiness of(Collection<ProcessDefinition> processes, Map<String, ProcessStatus> statuses) {
        Optional<ProcessStatus> failed = Optional.empty();
        List<ProcessStatus> pending = new ArrayList<>();
        List<ProcessStatus> without = new ArrayList<>();
        for (ProcessDefinition process : processes) {
            ProcessStatus status = statuses.get(process.id());
            if (status == null || !process.start().auto() || status.isReady()) {
                continue;
            }
            if (status.phase() == ProcessPhase.FAILED && process.report().required()) {
                failed = failed.or(() -> Optional.of(status));
            } else if (status.phase().isAtRest()) {
                without.add(status);
            } else {
                pending.add(status);
            }
        }
        return new TestReadiness(failed, pending, without);
    }

    /** Whether the wait is over. */
    boolean isDecided() {
        return failed.isPresent() || pending.isEmpty();
    }
}
