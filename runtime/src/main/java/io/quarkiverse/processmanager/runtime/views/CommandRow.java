package io.quarkiverse.processmanager.runtime.views;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.command.CommandArgument;
import io.quarkiverse.processmanager.command.CommandRun;
import io.quarkiverse.processmanager.command.CommandStatus;
import io.quarkiverse.processmanager.command.ProcessCommand;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.definition.command.CommandState;

/**
 * A command of a process in a view. Times are milliseconds since the epoch.
 *
 * @param confirm the question before a run
 * @param refusal why the command cannot run now; empty if it can
 * @param since the begin of the present or the last run
 * @param exitCode the exit code of the last run
 * @param result how the last run has ended; empty while the command runs, and before its first run
 */
public record CommandRow(String name, String title, Optional<String> confirm, List<Argument> args, String refusal,
        boolean running,
        OptionalLong since, OptionalInt exitCode, String result) {

    /**
     * An argument.
     *
     * @param value the default, masked if it is a secret; empty without one
     */
    public record Argument(String name, String title, String value, List<String> choices, boolean required, boolean secret,
            String pattern) {

        static Argument of(CommandArgument argument) {
            String value = argument.defaultValue().orElse("");
            return new Argument(argument.name(), argument.title(), argument.secret() && !value.isEmpty() ? Secrets.MASK : value,
                    argument.choices(), argument.required(), argument.secret(), argument.pattern().orElse(""));
        }
    }

    /** The commands of a process in the order of their names. */
    public static List<CommandRow> of(ProcessDefinition definition, ProcessStatus status) {
        if (definition.commands().isEmpty()) {
            return List.of();
        }
        List<CommandRow> rows = new ArrayList<>();
        definition.commands().values().forEach(command -> rows.add(of(command, status)));
        return List.copyOf(rows);
    }

    private static CommandRow of(ProcessCommand command, ProcessStatus status) {
        Optional<CommandStatus> run = Optional.ofNullable(status.commands().get(command.name()));
        return new CommandRow(command.name(), command.title(), command.confirm(),
                command.arguments().values().stream().map(Argument::of).toList(),
                CommandState.refusal(command, status.phase()).orElse(""), run.filter(CommandStatus::running).isPresent(),
                run.map(one -> OptionalLong.of(one.since().toEpochMilli())).orElse(OptionalLong.empty()),
                run.map(CommandStatus::exitCode).orElse(OptionalInt.empty()), run.map(CommandStatus::result).orElse(""));
    }

    /**
     * Runs a command for a user.
     *
     * @param confirmed whether the user has answered the question of the command
     * @throws ProcessException {@code INVALID} if the user has not
     */
    public static CommandRun run(ManagedProcess process, String name, Map<String, String> values, boolean confirmed) {
        Optional<String> question = Optional.ofNullable(process.definition().commands().get(name))
                .flatMap(ProcessCommand::confirm);
        if (question.isPresent() && !confirmed) {
            throw new ProcessException(ProcessException.Reason.INVALID, process.id(), "cannot run command '" + name
                    + "' of process '" + process.id() + "': a user must confirm it: " + question.get());
        }
        return process.runCommand(name, values);
    }
}
