package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.traits.ReplicaCheck;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.supervisor.application.CreatedPorts;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSource;
import io.quarkiverse.processmanager.runtime.supervisor.life.PendingResult;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;

/** The commands that change the number of replicas of a process. For any thread. */
final class ReplicaScaling {

    private final Supervisor supervisor;
    private final PendingCommands commands;
    private final EventSource source;
    private final CreatedPorts ports;

    /** @param ports chooses the ports of new replicas */
    ReplicaScaling(Supervisor supervisor, PendingCommands commands, EventSource source, CreatedPorts ports) {
        this.supervisor = supervisor;
        this.commands = commands;
        this.source = source;
        this.ports = ports;
    }

    /** The ends of all starts and stops of one command. */
    private record Ends(List<CompletionStage<ProcessStatus>> all) {
    }

    /** Adds or removes replicas at the end. Completed when those that are added are up, and those that are removed are gone. */
    CompletionStage<Map<String, ProcessStatus>> scale(String group, int replicas) {
        PendingResult<Ends> pending = commands.result("scale", group);
        List<String> before = supervisor.snapshot().plan().replicas(group);
        try {
            List<ProcessDefinition> added = added(group, replicas);
            return commands.post(pending, result -> result.complete(resize(group, replicas, added)))
                    .thenCompose(ends -> all(ends.all())).whenComplete((nothing, failure) -> releaseGone(before))
                    .thenApply(nothing -> statuses(group));
        } catch (ProcessException e) {
            pending.fail(e);
            return pending.stage().thenApply(never -> Map.of());
        }
    }

    /** Stops and removes all replicas. */
    CompletionStage<Void> remove(String group) {
        List<String> before = supervisor.snapshot().plan().replicas(group);
        return commands.post(commands.<Ends> result("remove", group), result -> result.complete(resize(group, 0, List.of())))
                .thenCompose(ends -> all(ends.all())).whenComplete((nothing, failure) -> releaseGone(before))
                .thenAccept(nothing -> {
                });
    }

    /** A later command can have added a replica again in the meantime, which keeps its ports; the command before has failed then. */
    private void releaseGone(List<String> before) {
        Plan plan = supervisor.snapshot().plan();
        before.stream().filter(id -> plan.find(id).isEmpty()).forEach(ports::release);
    }

    private List<ProcessDefinition> added(String group, int replicas) {
        ReplicaCheck.number(replicas).ifPresent(message -> {
            throw refusal(group, "the number of replicas " + message);
        });
        Plan plan = supervisor.snapshot().plan();
        ProcessDefinition template = plan.template(group).orElseThrow(() -> refusal(group, plan));
        List<ProcessDefinition> outlines = new ArrayList<>();
        for (int index = 0; index < replicas; index++) {
            String id = Replicas.id(group, index);
            if (plan.isTaken(id) && !plan.replicas(group).contains(id)) {
                throw new ProcessException(Reason.EXISTS, group,
                        "cannot scale process '" + group + "': there is another process with the id '" + id + "'");
            }
            if (!plan.isTaken(id)) {
                outlines.add(Replicas.outline(template, index));
            }
        }
        return ports.choose(outlines).stream().map(Replicas::complete).toList();
    }

    private ProcessException refusal(String id, Plan plan) {
        Optional<String> group = plan.group(id);
        return group.map(other -> refusal(id, "it is a replica of '" + other + "'; scale that process"))
                .orElseGet(() -> plan.find(id).isEmpty() ? commands.notFound(id)
                        : refusal(id, "it has no replicas; write quarkus.processes." + id + ".replicas=1"));
    }

    private static ProcessException refusal(String id, String why) {
        return new ProcessException(Reason.INVALID, id, "cannot scale process '" + id + "': " + why);
    }

    /** On the loop. New replicas start unless all others are down because of commands or settings. */
    private Ends resize(String group, int replicas, List<ProcessDefinition> added) {
        Plan plan = supervisor.registry().plan();
        List<String> before = plan.replicas(group);
        Map<String, ProcessDefinition> after = new LinkedHashMap<>();
        before.stream().limit(replicas).forEach(id -> after.put(id, plan.findGiven(id).orElseThrow()));
        List<ProcessDefinition> starting = new ArrayList<>();
        for (ProcessDefinition one : added) {
            if (after.putIfAbsent(one.id(), ProcessSettings.of(one).withoutHooks()) == null) {
                starting.add(one);
            }
        }
        if (after.size() != replicas || !after.containsKey(Replicas.id(group, Math.max(0, replicas - 1))) && replicas > 0) {
            throw new ProcessException(Reason.SUPERSEDED, group, "cannot scale process '" + group
                    + "': another command has changed the number of its replicas at the same time");
        }
        boolean up = before.stream().anyMatch(supervisor::isToBeUp);
        supervisor.resize(group, List.copyOf(after.values()));
        List<CompletionStage<ProcessStatus>> ends = new ArrayList<>();
        for (String id : before) {
            if (!after.containsKey(id)) {
                supervisor.registry().find(id).ifPresent(process -> {
                    supervisor.commands().stop(process);
                    ends.add(ended(process, "stop"));
                });
            }
        }
        for (ProcessDefinition one : starting) {
            source.hooks(one.id(), one.hooks());
            if (up) {
                SupervisedProcess process = supervisor.registry().findPlanned(one.id()).orElseThrow();
                supervisor.commands().bringUp(process);
                ends.add(ended(process, "start"));
            }
        }
        return new Ends(ends);
    }

    private CompletionStage<ProcessStatus> ended(SupervisedProcess process, String command) {
        PendingResult<ProcessStatus> result = commands.result(command, process.id());
        process.await(result);
        return result.stage();
    }

    private Map<String, ProcessStatus> statuses(String group) {
        Map<String, ProcessStatus> statuses = new LinkedHashMap<>();
        Snapshot now = supervisor.snapshot();
        now.plan().replicas(group)
                .forEach(id -> Optional.ofNullable(now.statuses().get(id)).ifPresent(status -> statuses.put(id, status)));
        return statuses;
    }

    private static CompletableFuture<Void> all(List<CompletionStage<ProcessStatus>> stages) {
        return CompletableFuture
                .allOf(stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
    }
}
