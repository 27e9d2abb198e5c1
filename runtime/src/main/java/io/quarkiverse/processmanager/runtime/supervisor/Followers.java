package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.supervisor.life.Goal;
import io.quarkiverse.processmanager.runtime.supervisor.life.ProcessState;

/**
 * Restarts the dependents whose {@code on-dependency-restart} says so. While replicas restart one after the other, these dependents
 * keep running, and restart once behind the last replica. Confined to the loop.
 */
final class Followers {

    private final ProcessRegistry registry;
    private final ProcessCommands commands;
    /** The number of restarts in progress of the replicas of each process; one restart can take the place of another. */
    private final Map<String, Integer> rolling = new HashMap<>();

    Followers(ProcessRegistry registry, ProcessCommands commands) {
        this.registry = registry;
        this.commands = commands;
    }

    /** A process was started again. */
    void startedAgain(String id) {
        if (registry.plan().group(id).filter(rolling::containsKey).isEmpty()) {
            restart(registry.plan().followers(id), id);
        }
    }

    /** The replicas of a process begin to restart one after the other. */
    void rollBegins(String group) {
        rolling.merge(group, 1, Integer::sum);
    }

    /**
     * A restart of the replicas has ended. A dependent that would wait for a replica that was stopped meanwhile keeps running.
     *
     * @param ready whether each replica is ready again that was not stopped or removed meanwhile; otherwise a dependent would wait for
     *        a replica that has failed
     */
    void rollEnds(String group, boolean ready) {
        boolean last = rolling.merge(group, -1, (before, one) -> before == 1 ? null : before + one) == null;
        if (last && ready) {
            Set<String> followers = new LinkedHashSet<>();
            registry.plan().replicas(group).forEach(replica -> followers.addAll(registry.plan().followers(replica)));
            restart(followers.stream().filter(follower -> !waitsForStopped(follower, group)).toList(), group);
        }
    }

    /** Whether a command has stopped the replica of this process that the dependent needs, or each replica if any is enough. */
    private boolean waitsForStopped(String follower, String group) {
        Plan plan = registry.plan();
        return plan.find(follower).stream().flatMap(definition -> definition.dependencies().stream())
                .filter(dependency -> plan.group(dependency.id()).filter(group::equals).isPresent())
                .anyMatch(dependency -> plan.alternatives(dependency).stream().allMatch(this::isStopped));
    }

    private boolean isStopped(String replica) {
        return registry.findPlanned(replica).filter(process -> process.state().goal() == Goal.UP).isEmpty();
    }

    /** Whether replicas of a process restart one after the other. For tests. */
    boolean areHeldBack() {
        return !rolling.isEmpty();
    }

    private void restart(Collection<String> followers, String dependency) {
        followers.forEach(follower -> registry.find(follower).ifPresent(process -> {
            ProcessState state = process.state();
            if (state.goal() == Goal.UP && (state.isUp() || state.phase() == ProcessPhase.COMPLETED)) {
                commands.restart(process, dependency + " was restarted");
            }
        }));
    }
}
