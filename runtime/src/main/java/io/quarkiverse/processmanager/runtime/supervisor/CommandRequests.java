package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.command.CommandRun;
import io.quarkiverse.processmanager.command.ProcessCommand;
import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.definition.command.CommandState;
import io.quarkiverse.processmanager.runtime.definition.command.CommandWords;
import io.quarkiverse.processmanager.runtime.process.RunningCommand;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSource;
import io.quarkiverse.processmanager.runtime.supervisor.command.CommandLines;
import io.quarkiverse.processmanager.runtime.supervisor.command.CommandRuns;
import io.quarkiverse.processmanager.runtime.supervisor.life.PendingResult;
import io.quarkiverse.processmanager.runtime.supervisor.life.SupervisedProcess;
import io.smallrye.mutiny.Multi;

/** Runs the commands of processes at the request of one application. For any thread. */
final class CommandRequests {

    private final Supervisor supervisor;
    private final PendingCommands commands;
    private final EventSource source;

    CommandRequests(Supervisor supervisor, PendingCommands commands, EventSource source) {
        this.supervisor = supervisor;
        this.commands = commands;
        this.source = source;
    }

    /** Begins a run. The calling thread checks the values, because an expression can take long. */
    CommandRun run(String id, String name, Map<String, String> values) {
        Optional<ProcessDefinition> definition = supervisor.snapshot().plan().find(id);
        Optional<ProcessCommand> command = definition.map(known -> known.commands().get(name));
        Optional<CommandWords> words = command.map(known -> CommandWords.of(known, values));
        CommandLines lines = new CommandLines();
        Run run = new Run(id, name, lines);
        run.result = commands.<CommandResult> unlessEnding("run command '" + name + "' of", id,
                PendingCommands.unlessExternal((process, result) -> {
                    if (command.isEmpty()) {
                        List<String> known = List.copyOf(process.state().definition().commands().keySet());
                        result.fail(Reason.INVALID, "it has no such command"
                                + (known.isEmpty() ? "; declare commands.\"" + name + "\""
                                        : "; it has " + String.join(", ", known)));
                    } else if (!words.get().problems().isEmpty()) {
                        result.fail(Reason.INVALID, String.join("; ", words.get().problems()));
                    } else {
                        run.begin(process, command.get(), words.get(), result);
                    }
                }));
        run.result.whenComplete((ended, error) -> lines.end());
        return run;
    }

    /** A run that is refused at once. */
    CommandRun refused(String id, String name, ProcessException why) {
        Run run = new Run(id, name, new CommandLines());
        run.result = CompletableFuture.failedStage(why);
        run.lines.end();
        return run;
    }

    CompletionStage<Void> cancel(String id, String name) {
        return commands.onProcess("cancel command '" + name + "' of", id, (process, result) -> {
            if (process.state().commands().cancel(name)) {
                result.complete(null);
            } else {
                result.fail(Reason.NOT_RUNNING, "it does not run");
            }
        });
    }

    /** One run, from its request to its end. */
    private final class Run implements CommandRun {

        private final String id;
        private final String name;
        private final CommandLines lines;
        private CompletionStage<CommandResult> result;
        /** Confined to the loop. */
        private Optional<RunningCommand> running = Optional.empty();

        private Run(String id, String name, CommandLines lines) {
            this.id = id;
            this.name = name;
            this.lines = lines;
        }

        private void begin(SupervisedProcess process, ProcessCommand command, CommandWords words,
                PendingResult<CommandResult> pending) {
            CommandRuns runs = process.state().commands();
            Optional<String> refusal = CommandState.refusal(command, process.state().phase());
            if (refusal.isPresent()) {
                pending.fail(Reason.NOT_RUNNING, refusal.get() + ": " + process.state().why());
            } else if (runs.isRunning(name)) {
                pending.fail(Reason.ALREADY_RUNNING, "its present run has not ended");
            } else {
                RunningCommand begun = supervisor.runner().run(new RunningCommand.Order(
                        process.besideLaunch(words.variables(), command.directory()), name, words.words(), command.timeout(),
                        lines::add));
                running = Optional.of(begun);
                runs.begin(command, begun, supervisor.context().time());
                Secrets secrets = Secrets.of(process.state().definition()).with(words.secrets());
                // First of all: a run whose end is not recorded would block the command for ever.
                begun.exit().thenAccept(exit -> supervisor.post(() -> ended(process, exit, secrets, pending)));
                process.changed();
            }
        }

        private void ended(SupervisedProcess process, Exit exit, Secrets secrets, PendingResult<CommandResult> pending) {
            running = Optional.empty();
            String how = secrets.mask(RunningCommand.describe(exit));
            process.state().commands().ended(name, exit, how);
            exit.code().ifPresentOrElse(code -> pending.complete(new CommandResult(code, lines.last())),
                    () -> pending.fail(exit.reason().orElse(Reason.INTERNAL), "it " + how));
            if (supervisor.registry().find(id).filter(process::equals).isPresent()) {
                process.changed();
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Multi<LogLine> output() {
            return source.untilEnd("a subscriber to the output of command '" + name + "' of process '" + id + "'",
                    lines::follow);
        }

        @Override
        public CompletionStage<CommandResult> result() {
            return result;
        }

        @Override
        public void cancel() {
            supervisor.post(() -> running.ifPresent(RunningCommand::cancel));
        }
    }
}
