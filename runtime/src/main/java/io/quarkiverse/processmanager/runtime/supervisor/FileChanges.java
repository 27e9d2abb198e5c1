package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.WatchPolicy;
import io.quarkiverse.processmanager.runtime.rules.ChangeTally;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.supervisor.application.FileWatch;
import io.quarkiverse.processmanager.runtime.supervisor.life.Goal;
import io.quarkiverse.processmanager.runtime.supervisor.life.ProcessState;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;

/**
 * What a change of watched files does to its process: {@code watch.action}, unless a command keeps the process down or the changes
 * come without end. Confined to the loop.
 */
final class FileChanges {

    private final SupervisorContext context;
    private final ProcessRegistry registry;
    private final ProcessCommands commands;
    private final Map<String, ChangeTally> tallies = new HashMap<>();
    /** The processes that run again when their run has ended. */
    private final Set<String> reruns = new HashSet<>();
    private FileWatch watch = FileWatch.NONE;
    private List<ProcessDefinition> watched = List.of();

    FileChanges(SupervisorContext context, ProcessRegistry registry, ProcessCommands commands) {
        this.context = context;
        this.registry = registry;
        this.commands = commands;
    }

    /** Before the first step. */
    void watchWith(FileWatch other) {
        watch = other;
    }

    /** There is another plan. */
    void planned(Plan plan) {
        List<ProcessDefinition> next = new ArrayList<>();
        for (ProcessDefinition definition : plan.definitions()) {
            if (!definition.watch().patterns().isEmpty()) {
                next.add(definition);
            }
        }
        if (!next.isEmpty() || !watched.isEmpty()) {
            // The user has corrected what was watched.
            watched.stream().filter(before -> next.stream()
                    .anyMatch(now -> now.id().equals(before.id()) && !now.watch().equals(before.watch())))
                    .forEach(before -> tallies.remove(before.id()));
            watched = next;
            Set<String> ids = new HashSet<>();
            next.forEach(definition -> ids.add(definition.id()));
            tallies.keySet().retainAll(ids);
            reruns.retainAll(ids);
            watch.follow(next);
        }
    }

    /**
     * Watched files have changed.
     *
     * @param what the files, as the beginning of a sentence: {@code src/a.py has changed}
     */
    void changed(String id, String what) {
        registry.findPlanned(id).filter(process -> process.state().goal() == Goal.UP).ifPresent(process -> {
            boolean before = tallies.getOrDefault(id, ChangeTally.NONE).isSuspended();
            ChangeTally tally = tallies.getOrDefault(id, ChangeTally.NONE).after(context.now().nanos());
            tallies.put(id, tally);
            if (!tally.isSuspended()) {
                act(process, what);
            } else if (!before) {
                suspend(process, what);
            }
        });
    }

    private void suspend(SupervisedProcess process, String what) {
        String why = "its watched files have changed more than " + ChangeTally.MOST + " times within "
                + ChangeTally.WINDOW.toSeconds() + " s, last: " + what + "; changes have no effect until none has come for "
                + ChangeTally.WINDOW.toSeconds()
                + " s; restart the process to apply the last one; exclude what the process writes itself, as in watch=src,!src/generated";
        process.describe("watching is suspended: " + why);
        watch.warn("suspends the watch of process '" + process.id() + "': " + why);
    }

    private void act(SupervisedProcess process, String what) {
        ProcessState state = process.state();
        WatchPolicy policy = state.definition().watch();
        watch.report("process '" + process.id() + "' " + verb(state, policy) + ": " + what);
        if (!state.isUp()) {
            // Also one that has given up, and one whose next start is delayed.
            reruns.remove(process.id());
            commands.start(process);
        } else if (policy.action() == WatchPolicy.Action.RERUN) {
            reruns.add(process.id());
        } else if (policy.action() == WatchPolicy.Action.SIGNAL) {
            signal(process, policy.signal());
        } else {
            commands.restart(process, what);
            if (policy.cascade()) {
                cascade(process.id(), process.id() + " restarts, because " + what, new HashSet<>(Set.of(process.id())));
            }
        }
    }

    private static String verb(ProcessState state, WatchPolicy policy) {
        if (!state.isUp()) {
            return "starts";
        }
        return switch (policy.action()) {
            case RESTART -> "restarts";
            case SIGNAL -> "receives " + policy.signal();
            case RERUN -> "runs again after this run";
        };
    }

    private void signal(SupervisedProcess process, String name) {
        process.state().incarnation().ifPresent(current -> current.process().signal(name).whenComplete((sent, error) -> {
            if (error != null) {
                watch.warn("cannot send " + name + " to process '" + process.id() + "' after a change of its files: "
                        + error.getMessage());
            }
        }));
    }

    /** Restarts the running processes that depend on one, also indirectly. */
    private void cascade(String id, String why, Set<String> restarted) {
        for (String dependent : registry.plan().dependents(id)) {
            if (restarted.add(dependent)) {
                registry.findPlanned(dependent).filter(other -> other.state().goal() == Goal.UP && other.state().isUp())
                        .ifPresent(other -> commands.restart(other, why));
                cascade(dependent, why, restarted);
            }
        }
    }

    /** A process has changed: starts one whose run has ended if it is to run again. */
    void settled(String id) {
        if (reruns.isEmpty() || !reruns.contains(id)) {
            return;
        }
        registry.findPlanned(id).map(SupervisedProcess::state).ifPresent(state -> {
            if (state.goal() == Goal.DOWN) {
                reruns.remove(id);
            } else if ((state.phase() == ProcessPhase.COMPLETED || state.phase() == ProcessPhase.FAILED) && !state.isHeldUp()) {
                reruns.remove(id);
                registry.findPlanned(id).ifPresent(commands::start);
            }
        });
    }

    /** Some files of a process are not watched. */
    void unwatched(String id, String why) {
        watch.warn("process '" + id + "': " + why);
    }
}
