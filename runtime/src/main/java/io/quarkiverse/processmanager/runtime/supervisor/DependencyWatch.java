package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.rules.Readiness;
import io.quarkiverse.processmanager.runtime.rules.Trigger;

/** Re-evaluates the dependencies of the processes that wait for them or have failed because of them. Confined to the loop. */
final class DependencyWatch {

    private final ProcessRegistry registry;
    private final ProcessCommands commands;
    private final PublishedState published;

    DependencyWatch(ProcessRegistry registry, ProcessCommands commands, PublishedState published) {
        this.registry = registry;
        this.commands = commands;
        this.published = published;
    }

    /**
     * Starts a waiting process if its dependencies allow, and fails it if one of them has failed. Starts a process that failed
     * because of a dependency when that comes up.
     */
    void reevaluate(SupervisedProcess process) {
        ProcessState state = process.state();
        if (state.phase() == ProcessPhase.WAITING) {
            if (state.isHeldUp()) {
                process.waitFor(List.of("the end of its last run"));
            } else {
                follow(process, readiness(state));
            }
        } else if (state.phase() == ProcessPhase.FAILED && state.goal() == Goal.UP
                && state.failure().flatMap(Failure::dependency).filter(this::hasChanged).isPresent()
                && !(readiness(state) instanceof Readiness.Never)) {
            commands.start(process);
        }
    }

    private void follow(SupervisedProcess process, Readiness readiness) {
        if (readiness instanceof Readiness.NotYet notYet) {
            process.waitFor(notYet.waitingFor());
        } else if (readiness instanceof Readiness.Never never) {
            process.state().failure(Optional.of(Failure.because(never.dependency())));
            process.fire(Trigger.BLOCKED, never.why());
        } else {
            process.fire(Trigger.READY, "");
        }
    }

    private Readiness readiness(ProcessState state) {
        return Readiness.of(state.definition(), registry.plan(), published.statuses());
    }

    /** Whether the dependency that has failed is up or comes up, has exited, or is gone, so that it is worth another evaluation. */
    private boolean hasChanged(String id) {
        return registry.findPlanned(id).map(SupervisedProcess::state).filter(state -> !state.phase().isActive()
                && state.phase() != ProcessPhase.COMPLETED
                && state.failure().filter(failure -> failure.reason() == Reason.EXITED).isEmpty()).isEmpty();
    }
}
