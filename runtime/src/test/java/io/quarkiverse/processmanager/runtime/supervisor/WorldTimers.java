package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.Collection;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.supervisor.life.ProcessState;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;

/** The timers that the supervisor of a world must have, from the phases of its processes. */
final class WorldTimers {

    private WorldTimers() {
    }

    /** One for each phase that has one, and one for each process that is probed. */
    static int expected(World world, Collection<String> ids) {
        int timers = 0;
        boolean checksRun = world.supervisor.context().application().isPresent();
        for (String id : ids) {
            Optional<ProcessState> process = world.supervisor.registry().find(id).map(SupervisedProcess::state);
            if (process.isEmpty()) {
                continue;
            }
            timers += switch (process.get().phase()) {
                case BACKOFF, STOPPING, KILLING -> 1;
                // One that has ended waits for the end of its tree; its timer may have run out before.
                case STARTING -> hasLivingRoot(world, id)
                        && (checksRun || process.get().definition().healthCheck().isEmpty()) ? 1 : 0;
                case WAITING -> process.get().definition().start().waitTimeout().isPresent() ? 1 : 0;
                case STOPPED, RUNNING, COMPLETED, FAILED -> 0;
            };
            boolean probed = process.get().isUp() && process.get().definition().healthCheck().isPresent()
                    && process.get().status().pid().isPresent() && checksRun;
            timers += probed ? 1 : 0;
        }
        return timers;
    }

    /** The most timers that can be there beside those: the records of repeated checks have one together. */
    static int most(World world, Collection<String> ids) {
        return expected(world, ids) + 1 + world.supervisor.shutdowns().count() + endedWhileStarting(world, ids);
    }

    /** The processes whose root has ended in the phase STARTING: the timer of the phase may be there or not. */
    private static int endedWhileStarting(World world, Collection<String> ids) {
        return (int) ids.stream()
                .filter(id -> world.supervisor.registry().find(id)
                        .filter(process -> process.state().phase() == ProcessPhase.STARTING).isPresent()
                        && !hasLivingRoot(world, id))
                .count();
    }

    private static boolean hasLivingRoot(World world, String id) {
        return !world.runner.last(id).hasExited();
    }
}
