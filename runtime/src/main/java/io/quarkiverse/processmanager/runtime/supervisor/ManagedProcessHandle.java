package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.ProcessTerminal;
import io.quarkiverse.processmanager.Registration;
import io.quarkiverse.processmanager.StopOptions;
import io.quarkiverse.processmanager.command.CommandRun;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSource;
import io.smallrye.mutiny.Multi;

/** A {@link ManagedProcess}. It finds its process by the id at each call, so a handle stays valid over a reload. */
final class ManagedProcessHandle implements BlockingTwins {

    private final HandleCommands commands;
    private final Supervisor supervisor;
    private final ReplicaScaling scaling;
    private final Blocking.OfProcess blocking;
    private final EventSource source;
    private final String id;

    ManagedProcessHandle(HandleContext context, String id) {
        this.commands = context.commands();
        this.supervisor = context.supervisor();
        this.scaling = context.scaling();
        this.blocking = context.blocking().on(id);
        this.source = context.source();
        this.id = id;
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
        return List.of(this);
    }

    @Override
    public CompletionStage<Map<String, ProcessStatus>> scale(int replicas) {
        return scaling.scale(id, replicas);
    }

    @Override
    public ProcessDefinition definition() {
        return supervisor.snapshot().plan().find(id).orElseThrow(() -> commands.pending().notFound(id));
    }

    @Override
    public ProcessStatus status() {
        return Optional.ofNullable(supervisor.snapshot().statuses().get(id)).orElseThrow(() -> commands.pending().notFound(id));
    }

    @Override
    public Map<String, Dependency.Condition> waitsFor() {
        return supervisor.snapshot().plan().waitsFor(definition());
    }

    @Override
    public ProcessHistory history() {
        return Optional.ofNullable(supervisor.snapshot().histories().get(id))
                .orElseThrow(() -> commands.pending().notFound(id));
    }

    @Override
    public CompletionStage<ProcessStatus> start() {
        return commands.start("start", id, ProcessCommands::startOnRequest);
    }

    @Override
    public CompletionStage<ProcessStatus> run(String... args) {
        List<String> words = List.of(args);
        return commands.startUnlessExternal("run", id, (all, process) -> all.run(process, words));
    }

    @Override
    public ProcessStatus runAndAwait(String... args) {
        return blocking.command("run", () -> run(args));
    }

    @Override
    public CompletionStage<ProcessStatus> stop() {
        return commands.stop(id);
    }

    @Override
    public CompletionStage<ProcessStatus> stop(StopOptions options) {
        return commands.stop(id, options);
    }

    @Override
    public CompletionStage<ProcessStatus> restart() {
        return commands.startUnlessExternal("restart", id, ProcessCommands::restartOnRequest);
    }

    @Override
    public CompletionStage<Void> remove() {
        return commands.remove(id, true);
    }

    @Override
    public CompletionStage<Void> signal(String name) {
        return commands.signal(id, name);
    }

    @Override
    public CompletionStage<Void> send(String line) {
        return commands.sendLine(id, line);
    }

    @Override
    public CommandRun runCommand(String name, Map<String, String> args) {
        return new CommandRequests(supervisor, commands.pending(), source).run(id, name, Map.copyOf(args));
    }

    @Override
    public CommandResult runCommandAndAwait(String name, Map<String, String> args) {
        return blocking.command("run command '" + name + "' of", () -> runCommand(name, args).result());
    }

    @Override
    public CompletionStage<Void> cancelCommand(String name) {
        return new CommandRequests(supervisor, commands.pending(), source).cancel(id, name);
    }

    @Override
    public void cancelCommandAndAwait(String name) {
        blocking.command("cancel command '" + name + "' of", () -> cancelCommand(name));
    }

    @Override
    public Optional<ProcessTerminal> terminal() {
        return definition().command().terminal().map(size -> new TerminalHandle(id, commands, source));
    }

    @Override
    public CompletionStage<ProcessStatus> whenReady() {
        return commands.whenReady(id, Optional.empty());
    }

    @Override
    public CompletionStage<ProcessStatus> whenHealthy() {
        return commands.whenHealthy(id, Optional.empty());
    }

    @Override
    public CompletionStage<Exit> onExit() {
        return commands.onExit(id, Optional.empty());
    }

    @Override
    public List<LogLine> logs(int count) {
        return supervisor.runner().logs(id, count);
    }

    @Override
    public Optional<String> logFileProblem() {
        return supervisor.runner().fileProblem(id);
    }

    @Override
    public long linesMissingInFile() {
        return supervisor.runner().missingInFile(id);
    }

    @Override
    public Multi<LogLine> output() {
        return source.output(id);
    }

    @Override
    public <E extends ProcessEvent> Registration on(Class<E> type, Consumer<? super E> handler) {
        return source.on(new EventSource.OneProcess(id), type, handler);
    }

    @Override
    public Multi<ProcessEvent> events() {
        return source.events(new EventSource.OneProcess(id));
    }

    @Override
    public void sendAndAwait(String line) {
        blocking.command("send to", () -> send(line));
    }

    @Override
    public ProcessStatus awaitReady(Duration timeout) {
        return blocking.await(() -> commands.whenReady(id, Optional.of(timeout)));
    }

    @Override
    public ProcessStatus awaitHealthy(Duration timeout) {
        return blocking.await(() -> commands.whenHealthy(id, Optional.of(timeout)));
    }

    @Override
    public Exit awaitExit(Duration timeout) {
        return blocking.await(() -> commands.onExit(id, Optional.of(timeout)));
    }

    @Override
    public String toString() {
        return "process '" + id + "'";
    }
}
