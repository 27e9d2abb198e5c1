package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.ProcessTerminal;
import io.quarkiverse.processmanager.Registration;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.command.CommandRun;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.runtime.definition.LeastReady;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSource;
import io.smallrye.mutiny.Multi;

/**
 * All replicas of a process as one {@link ManagedProcess}. It has no state: each call goes to the replicas that there are. What only
 * one process can do, such as to read a line, is refused.
 */
final class ReplicaGroup implements BlockingTwins {

    private final HandleContext context;
    private final Supervisor supervisor;
    private final HandleCommands commands;
    private final ReplicaScaling scaling;
    private final Blocking.OfProcess blocking;
    private final EventSource source;
    private final String id;
    private final Function<String, ManagedProcess> handles;

    /** @param handles the handle of one replica */
    ReplicaGroup(HandleContext context, String id, Function<String, ManagedProcess> handles) {
        this.context = context;
        this.supervisor = context.supervisor();
        this.commands = context.commands();
        this.scaling = context.scaling();
        this.blocking = context.blocking().on(id);
        this.source = context.source();
        this.id = id;
        this.handles = handles;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Blocking.OfProcess blocking() {
        return blocking;
    }

    @Override
    public List<ManagedProcess> replicas() {
        List<ManagedProcess> replicas = new ArrayList<>();
        supervisor.snapshot().plan().replicas(id).forEach(one -> replicas.add(handles.apply(one)));
        if (replicas.isEmpty()) {
            // A test can replace the process by one without replicas.
            return List.of(handles.apply(definition().id()));
        }
        return replicas;
    }

    @Override
    public CompletionStage<Map<String, ProcessStatus>> scale(int replicas) {
        return scaling.scale(id, replicas);
    }

    @Override
    public ProcessDefinition definition() {
        Plan plan = supervisor.snapshot().plan();
        return plan.template(id).or(() -> plan.find(id)).orElseThrow(() -> commands.pending().notFound(id));
    }

    @Override
    public ProcessStatus status() {
        return LeastReady.of(replicas().stream().map(ManagedProcess::status).toList());
    }

    @Override
    public Map<String, Dependency.Condition> waitsFor() {
        return replicas().get(0).waitsFor();
    }

    @Override
    public ProcessHistory history() {
        return handles.apply(status().id()).history();
    }

    @Override
    public Optional<ProcessMetrics> metrics() {
        return handles.apply(status().id()).metrics();
    }

    @Override
    public boolean isRunning() {
        return replicas().stream().allMatch(ManagedProcess::isRunning);
    }

    @Override
    public List<LogLine> logs(int count) {
        if (count < 1) {
            return List.of();
        }
        List<LogLine> lines = new ArrayList<>();
        replicas().forEach(replica -> lines.addAll(replica.logs(count)));
        lines.sort(Comparator.comparing(LogLine::time));
        return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    @Override
    public long linesMissingInFile() {
        return replicas().stream().mapToLong(ManagedProcess::linesMissingInFile).sum();
    }

    @Override
    public Optional<String> logFileProblem() {
        return replicas().stream().flatMap(replica -> replica.logFileProblem().stream()).findFirst();
    }

    @Override
    public CompletionStage<ProcessStatus> start() {
        return each(ManagedProcess::start);
    }

    @Override
    public CompletionStage<ProcessStatus> run(String... args) {
        return CompletableFuture.failedStage(refusal("run"));
    }

    @Override
    public ProcessStatus runAndAwait(String... args) {
        throw refusal("run");
    }

    @Override
    public CompletionStage<ProcessStatus> stop() {
        return each(ManagedProcess::stop);
    }

    @Override
    public CompletionStage<ProcessStatus> stop(StopOptions options) {
        return each(replica -> replica.stop(options));
    }

    @Override
    public CompletionStage<ProcessStatus> restart() {
        try {
            return RollingRestart.of(context, id, replicas().stream().map(ManagedProcess::id).toList())
                    .thenApply(nothing -> status());
        } catch (ProcessException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public CompletionStage<Void> remove() {
        return supervisor.snapshot().plan().replicas(id).isEmpty() ? commands.remove(id, true) : scaling.remove(id);
    }

    @Override
    public CompletionStage<Void> signal(String name) {
        return of(replica -> replica.signal(name)).thenApply(all -> null);
    }

    @Override
    public CompletionStage<Void> send(String line) {
        return CompletableFuture.failedStage(refusal("send to"));
    }

    @Override
    public void sendAndAwait(String line) {
        throw refusal("send to");
    }

    @Override
    public CommandRun runCommand(String name, Map<String, String> args) {
        return new CommandRequests(supervisor, commands.pending(), source).refused(id, name,
                refusal("run command '" + name + "' of"));
    }

    @Override
    public CommandResult runCommandAndAwait(String name, Map<String, String> args) {
        throw refusal("run command '" + name + "' of");
    }

    @Override
    public CompletionStage<Void> cancelCommand(String name) {
        return CompletableFuture.failedStage(refusal("cancel command '" + name + "' of"));
    }

    @Override
    public void cancelCommandAndAwait(String name) {
        throw refusal("cancel command '" + name + "' of");
    }

    @Override
    public Optional<ProcessTerminal> terminal() {
        return Optional.empty();
    }

    @Override
    public CompletionStage<ProcessStatus> whenReady() {
        return each(ManagedProcess::whenReady);
    }

    @Override
    public CompletionStage<ProcessStatus> whenHealthy() {
        return each(ManagedProcess::whenHealthy);
    }

    @Override
    public CompletionStage<Exit> onExit() {
        return CompletableFuture.failedStage(refusal("wait for"));
    }

    @Override
    public Exit awaitExit(Duration timeout) {
        throw refusal("wait for");
    }

    @Override
    public Multi<LogLine> output() {
        return source.output(id, replicaIds());
    }

    @Override
    public <E extends ProcessEvent> Registration on(Class<E> type, Consumer<? super E> handler) {
        return source.on(replicaIds(), type, handler);
    }

    @Override
    public Multi<ProcessEvent> events() {
        return source.events(replicaIds());
    }

    /** By the form of the id, because the events of a replica that is removed come after it has left the plan. */
    private Predicate<String> replicaIds() {
        String start = id + "-";
        return other -> other.startsWith(start) && other.length() > start.length()
                && other.chars().skip(start.length()).allMatch(Character::isDigit);
    }

    @Override
    public ProcessStatus awaitReady(Duration timeout) {
        return blocking.await(() -> each(one -> commands.whenReady(one.id(), Optional.of(timeout))));
    }

    @Override
    public ProcessStatus awaitHealthy(Duration timeout) {
        return blocking.await(() -> each(one -> commands.whenHealthy(one.id(), Optional.of(timeout))));
    }

    /** Completed with the status of the least ready replica when all replicas have completed the command. */
    private CompletionStage<ProcessStatus> each(Function<ManagedProcess, CompletionStage<ProcessStatus>> command) {
        return of(command).thenApply(LeastReady::of);
    }

    private <T> CompletionStage<List<T>> of(Function<ManagedProcess, CompletionStage<T>> command) {
        List<CompletableFuture<T>> stages = new ArrayList<>();
        try {
            replicas().forEach(replica -> stages.add(command.apply(replica).toCompletableFuture()));
        } catch (ProcessException e) {
            return CompletableFuture.failedStage(e);
        }
        CompletableFuture<List<T>> all = new CompletableFuture<>();
        CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)).whenComplete((nothing, failure) -> {
            if (failure == null) {
                all.complete(stages.stream().map(CompletableFuture::join).toList());
            } else {
                all.completeExceptionally(failure.getCause() == null ? failure : failure.getCause());
            }
        });
        return all;
    }

    private ProcessException refusal(String command) {
        try {
            return new ProcessException(Reason.INVALID, id, "cannot " + command + " process '" + id
                    + "': it has replicas; name one of them, such as '" + replicas().get(0).id() + "'");
        } catch (ProcessException e) {
            // The process was removed.
            return e;
        }
    }

    @Override
    public String toString() {
        return "process '" + id + "' with replicas";
    }
}
