package io.quarkiverse.processmanager.runtime.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPlan;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.Registration;
import io.quarkiverse.processmanager.StatusUpdate;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.DryRun;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.text.Suggestion;
import io.quarkiverse.processmanager.runtime.snapshot.DefinitionChanges;
import io.quarkiverse.processmanager.runtime.snapshot.StatusChanges;
import io.quarkiverse.processmanager.runtime.supervisor.application.CreatedPorts;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSource;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.smallrye.mutiny.Multi;

/**
 * The {@link ProcessManager} of one application: reads the snapshot of the supervisor and posts commands to it. For any thread.
 */
public final class ProcessManagerFacade implements ProcessManager {

    private final Supervisor supervisor;
    private final Executor completions;
    private final PendingCommands pending;
    private final HandleCommands commands;
    private final ProcessCreation creation;
    private final Blocking blocking;
    private final EventSource source;
    private final ProcessHandles handles;
    private volatile ShutdownLimits limits = ShutdownLimits.DEFAULT;

    /**
     * @param completions completes the stages, and runs what callers attach to them
     * @param blockingAllowed says whether the current thread may be blocked
     * @param ports chooses the ports of processes that code creates
     */
    public ProcessManagerFacade(Supervisor supervisor, Executor completions, BooleanSupplier blockingAllowed,
            EventSource source, CreatedPorts ports) {
        this.supervisor = supervisor;
        this.completions = completions;
        this.pending = new PendingCommands(supervisor, completions);
        this.commands = new HandleCommands(supervisor, pending, ports::release);
        this.creation = new ProcessCreation(supervisor, pending, source, ports);
        this.blocking = new Blocking(blockingAllowed);
        this.source = source;
        this.handles = new ProcessHandles(new HandleContext(supervisor, commands,
                new ReplicaScaling(supervisor, pending, source, ports), blocking, source, new ConcurrentHashMap<>()));
    }

    @Override
    public List<ManagedProcess> processes() {
        List<ManagedProcess> processes = new ArrayList<>();
        supervisor.snapshot().plan().ids().forEach(id -> processes.add(handle(id)));
        return processes;
    }

    @Override
    public Optional<ManagedProcess> find(String id) {
        return handles.isGroup(id) ? Optional.of(handle(id))
                : supervisor.snapshot().plan().find(id).map(definition -> handle(id));
    }

    @Override
    public ManagedProcess get(String id) {
        return find(id).orElseThrow(() -> pending.notFound(id));
    }

    /**
     * The handle of a declared process, also if it does not run in this mode: an application that gets its processes injected
     * must start there as well. The methods of the handle then fail with the reason.
     *
     * @param replicas whether the process has replicas; the plan may not know that yet
     */
    public ManagedProcess declared(String id, boolean replicas) {
        return replicas ? handles.group(id) : handles.one(id);
    }

    /** The same in an application whose plan is known. */
    public ManagedProcess declared(String id) {
        return handles.of(id);
    }

    /** Sets the ids of the declared processes that do not run in this mode; a message about one of them says so. */
    public void idle(Collection<String> ids) {
        pending.idle(ids);
    }

    @Override
    public Map<String, ProcessStatus> status() {
        return supervisor.snapshot().statuses();
    }

    @Override
    public String startMethod() {
        return supervisor.runner().startMethod();
    }

    @Override
    public Multi<StatusUpdate> statusUpdates() {
        return source.updates(() -> new StatusChanges(supervisor::snapshot));
    }

    /**
     * The same for a subscriber that reads definitions: another plan and a removal wake it, and no
     * measurement, check or phase does.
     */
    public Multi<StatusUpdate> definitionUpdates() {
        return source.updates(() -> new StatusChanges(supervisor::snapshot), () -> new DefinitionChanges(supervisor::snapshot));
    }

    @Override
    public ProcessPlan plan() {
        return DryRun.of(supervisor.snapshot().plan(), Path.of("").toAbsolutePath());
    }

    @Override
    public CompletionStage<ManagedProcess> create(ProcessDefinition definition) {
        return creation.create(List.of(definition)).thenApply(nothing -> handle(definition.id()));
    }

    @Override
    public CompletionStage<Map<String, ProcessStatus>> start(Collection<ProcessDefinition> definitions) {
        try {
            return allOf(creation.start(List.copyOf(definitions)));
        } catch (ProcessException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public CompletionStage<Map<String, ProcessStatus>> startAll() {
        Map<String, CompletionStage<ProcessStatus>> stages = new LinkedHashMap<>();
        supervisor.snapshot().plan().ids().forEach(id -> stages.put(id, commands.start("start", id, ProcessCommands::bringUp)));
        return allOf(stages);
    }

    @Override
    public List<ManagedProcess> tagged(String tag) {
        List<ManagedProcess> processes = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        for (ProcessDefinition definition : supervisor.snapshot().plan().definitions()) {
            known.addAll(definition.tags());
            if (definition.tags().contains(tag)) {
                processes.add(handle(definition.id()));
            }
        }
        if (processes.isEmpty()) {
            throw new ProcessException(Reason.NOT_FOUND, "",
                    "Process not found: no process has the tag '" + tag + "'" + Suggestion.of(tag, known));
        }
        return processes;
    }

    @Override
    public CompletionStage<Map<String, ProcessStatus>> startTagged(String tag) {
        Map<String, CompletionStage<ProcessStatus>> stages = new LinkedHashMap<>();
        try {
            tagged(tag).forEach(process -> stages.put(process.id(),
                    commands.start("start", process.id(), ProcessCommands::bringUp)));
        } catch (ProcessException e) {
            return CompletableFuture.failedStage(e);
        }
        return allOf(stages);
    }

    @Override
    public CompletionStage<Map<String, ProcessStatus>> stopTagged(String tag) {
        Map<String, CompletionStage<ProcessStatus>> stages = new LinkedHashMap<>();
        Plan plan = supervisor.snapshot().plan();
        try {
            List<ManagedProcess> processes = tagged(tag);
            for (int i = processes.size() - 1; i >= 0; i--) {
                ManagedProcess process = processes.get(i);
                if (plan.find(process.id()).filter(ProcessDefinition::external).isPresent()) {
                    // As with a stop of all processes.
                    continue;
                }
                CompletableFuture<?>[] dependents = plan.dependents(process.id()).stream().filter(stages::containsKey)
                        .map(id -> stages.get(id).toCompletableFuture()).toArray(CompletableFuture[]::new);
                // A dependent that cannot be stopped does not keep its dependencies alive.
                stages.put(process.id(),
                        CompletableFuture.allOf(dependents).handle((nothing, failure) -> process.stop())
                                .thenCompose(stop -> stop));
            }
        } catch (ProcessException e) {
            return CompletableFuture.failedStage(e);
        }
        return allOf(stages);
    }

    @Override
    public Map<String, ProcessStatus> startTaggedAndAwait(String tag) {
        return blocking.command("start the processes with the tag '" + tag + "'", "", () -> startTagged(tag));
    }

    @Override
    public Map<String, ProcessStatus> stopTaggedAndAwait(String tag) {
        return blocking.command("stop the processes with the tag '" + tag + "'", "", () -> stopTagged(tag));
    }

    /** Completed when all stages are. */
    private CompletionStage<Map<String, ProcessStatus>> allOf(Map<String, CompletionStage<ProcessStatus>> stages) {
        return CompletableFuture.allOf(stages.values().stream().map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new)).thenApplyAsync(nothing -> {
                    Map<String, ProcessStatus> statuses = new LinkedHashMap<>();
                    stages.forEach((id, stage) -> statuses.put(id, stage.toCompletableFuture().join()));
                    return Collections.unmodifiableMap(statuses);
                }, completions);
    }

    @Override
    public CompletionStage<Map<String, ProcessStatus>> stopAll() {
        return stopAll(StopOptions.within(shutdownTimeout()));
    }

    @Override
    public CompletionStage<Map<String, ProcessStatus>> stopAll(StopOptions options) {
        return commands.stopAll(options, limits.lastGrace(options.timeout())).thenApplyAsync(nothing -> status(), completions);
    }

    @Override
    public CompletionStage<Void> remove(String id) {
        return handles.isGroup(id) ? handles.of(id).remove() : commands.remove(id, false);
    }

    @Override
    public ManagedProcess createAndAwait(ProcessDefinition definition) {
        return blocking.command("create process '" + definition.id() + "'", definition.id(), () -> create(definition));
    }

    @Override
    public Map<String, ProcessStatus> startAndAwait(Collection<ProcessDefinition> definitions) {
        return blocking.command("start processes", "", () -> start(definitions));
    }

    @Override
    public Map<String, ProcessStatus> startAllAndAwait() {
        return blocking.command("start all processes", "", this::startAll);
    }

    @Override
    public Map<String, ProcessStatus> stopAllAndAwait() {
        return blocking.command("stop all processes", "", this::stopAll);
    }

    @Override
    public Map<String, ProcessStatus> stopAllAndAwait(StopOptions options) {
        return blocking.command("stop all processes", "", () -> stopAll(options));
    }

    @Override
    public void removeAndAwait(String id) {
        blocking.command("remove process '" + id + "'", id, () -> remove(id));
    }

    @Override
    public <E extends ProcessEvent> Registration on(Class<E> type, Consumer<? super E> handler) {
        return source.on(id -> true, type, handler);
    }

    @Override
    public Multi<ProcessEvent> events() {
        return source.events(id -> true);
    }

    /** A run of a schedule is due. Without effect if there is no such process, or no such task, any more. */
    public void runOnSchedule(String id) {
        commands.onSchedule(id, process -> supervisor.commands().runOnSchedule(process));
    }

    /** Shows when the next run of a schedule is due; empty if none is. */
    public void scheduleNext(String id, Optional<Instant> time) {
        commands.onSchedule(id, process -> {
            process.state().runs().next(time);
            process.changed();
        });
    }

    /** Sets the time limits of {@link #stopAll()} and {@link #close()}. */
    public void shutdownLimits(ShutdownLimits limits) {
        this.limits = limits;
    }

    /** The time limit for the present processes; kills and last grace periods come after it. */
    private Duration shutdownTimeout() {
        return limits.timeout(supervisor.snapshot().plan().definitions());
    }

    /** The most time that {@link #close()} can take for the present processes, apart from the kills. */
    public Duration longestShutdown() {
        Duration timeout = shutdownTimeout();
        return Durations.sum(timeout, limits.lastGrace(timeout));
    }

    /**
     * Refuses starts and waits for a process to be up from now on, because nothing checks the processes any more, and fails all
     * pending stages. Other commands work until {@link #applicationDetached()}.
     */
    public void applicationEnds() {
        pending.applicationEnds();
    }

    /**
     * Refuses commands from now on and fails all pending stages, because the application that waits for them ends.
     */
    public void applicationDetached() {
        pending.applicationDetached();
    }

    /**
     * Stops the processes that stop before the application does, in order. The stage is completed when they are down. The
     * application and the other processes go on meanwhile.
     */
    public CompletionStage<Void> stopBeforeApp() {
        Duration timeout = shutdownTimeout();
        return commands.stopBeforeApp(StopOptions.within(timeout), limits.lastGrace(timeout));
    }

    /** Closes this process manager with the whole shutdown timeout. */
    public CompletionStage<Void> close() {
        return close(Duration.ZERO);
    }

    /**
     * Refuses commands from now on and stops all processes that do not outlive the application. The stage is completed when
     * they are down.
     *
     * @param spent the part of the shutdown timeout that {@link #stopBeforeApp()} has used up
     */
    public CompletionStage<Void> close(Duration spent) {
        Duration timeout = shutdownTimeout();
        return commands.close(StopOptions.within(Durations.left(timeout, spent)), limits.lastGrace(timeout));
    }

    /** The commands of the handles, with time limits for the waits. For tests. */
    HandleCommands handleCommands() {
        return commands;
    }

    ProcessCreation creation() {
        return creation;
    }

    private ManagedProcess handle(String id) {
        return handles.of(id);
    }
}
