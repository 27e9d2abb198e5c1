package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.text.ProblemText;
import io.quarkiverse.processmanager.runtime.rules.replica.ReplicaRule;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;
import io.quarkiverse.processmanager.runtime.supervisor.application.CreatedPorts;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSource;
import io.quarkiverse.processmanager.runtime.supervisor.life.PendingResult;
import io.quarkiverse.processmanager.runtime.supervisor.life.PendingResults;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;

/** The commands of code that creates processes: all processes of one command are created in one step, or none. For any thread. */
final class ProcessCreation {

    private final Supervisor supervisor;
    private final PendingCommands commands;
    private final EventSource source;
    private final CreatedPorts ports;

    /** @param ports chooses the ports of the processes */
    ProcessCreation(Supervisor supervisor, PendingCommands commands, EventSource source, CreatedPorts ports) {
        this.supervisor = supervisor;
        this.commands = commands;
        this.source = source;
        this.ports = ports;
    }

    CompletionStage<Void> create(List<ProcessDefinition> declared) {
        String id = declared.isEmpty() ? "" : declared.get(0).id();
        PendingResult<Void> pending = commands.result("create", id);
        try {
            List<ProcessDefinition> definitions = expand(declared);
            return commands.post(pending, result -> {
                if (!definitions.isEmpty()) {
                    make(definitions);
                }
                // The snapshot has them when the stage is completed.
                result.complete(null);
            });
        } catch (ProcessException e) {
            pending.fail(e);
            return pending.stage();
        }
    }

    /**
     * Creates all of them or none, and starts them in the same step, so that a later stop takes precedence.
     *
     * @throws ProcessException {@link Reason#INVALID} if no port is free
     */
    Map<String, CompletionStage<ProcessStatus>> start(List<ProcessDefinition> declared) {
        List<ProcessDefinition> definitions = expand(declared);
        Map<String, PendingResult<ProcessStatus>> pending = new LinkedHashMap<>();
        definitions.forEach(one -> pending.computeIfAbsent(one.id(), id -> commands.result("start", id)));
        Map<String, CompletionStage<ProcessStatus>> stages = new LinkedHashMap<>();
        pending.forEach((id, result) -> stages.put(id, result.stage()));
        Optional<String> refusal = commands.refusalOfStarts();
        if (refusal.isPresent()) {
            pending.values().forEach(result -> result.fail(Reason.CLOSED, refusal.get()));
        } else if (!definitions.isEmpty()) {
            supervisor.post(() -> start(definitions, pending));
        }
        return stages;
    }

    /** The processes with their ports, and with the replicas in the place of a process that has some. */
    private List<ProcessDefinition> expand(List<ProcessDefinition> declared) {
        for (ProcessDefinition definition : declared) {
            List<Problem> problems = ReplicaRule.problems(definition);
            if (!problems.isEmpty()) {
                throw new ProcessException(Reason.INVALID, definition.id(),
                        ProblemText.ofSettings("create", definition.id(), problems));
            }
        }
        return ports.choose(Replicas.outline(declared)).stream().map(Replicas::complete).toList();
    }

    private void start(List<ProcessDefinition> definitions, Map<String, PendingResult<ProcessStatus>> pending) {
        try {
            make(definitions);
            pending.forEach((id, result) -> {
                SupervisedProcess process = supervisor.registry().findPlanned(id).orElseThrow();
                supervisor.commands().bringUp(process);
                process.await(result);
            });
        } catch (ProcessException e) {
            pending.values().forEach(result -> result.fail(e));
        } catch (RuntimeException | Error e) {
            pending.values().forEach(result -> result.fail(Reason.INTERNAL, PendingResults.fault(e)));
            throw e;
        }
    }

    /** Hooks are code of the application, so the supervisor does not get them. They are registered before the first event. */
    private void make(Collection<ProcessDefinition> definitions) {
        List<ProcessDefinition> plain = new ArrayList<>();
        definitions.forEach(definition -> plain.add(ProcessSettings.of(definition).withoutHooks()));
        supervisor.create(plain);
        definitions.forEach(definition -> source.hooks(definition.id(), definition.hooks()));
    }
}
