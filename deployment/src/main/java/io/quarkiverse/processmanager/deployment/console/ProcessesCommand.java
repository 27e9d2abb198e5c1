package io.quarkiverse.processmanager.deployment.console;

import java.util.List;

import org.aesh.command.Command;
import org.aesh.command.CommandResult;
import org.aesh.command.GroupCommand;
import org.aesh.command.GroupCommandDefinition;
import org.aesh.command.invocation.CommandInvocation;

/** The commands about processes in the terminal mode of the console. */
@GroupCommandDefinition(name = "processes", description = "Shows and controls the processes of the application.", generateHelp = true)
final class ProcessesCommand implements GroupCommand<CommandInvocation> {

    @Override
    public List<Command<CommandInvocation>> getCommands() {
        return List.of(new QueryCommands.Ps(), new QueryCommands.ListAll(), new QueryCommands.Status(),
                new OrderCommands.Start(),
                new OrderCommands.Stop(), new OrderCommands.Restart(), new LogsCommand(), new QueryCommands.Why(),
                new QueryCommands.Graph(), new QueryCommands.Plan(), new OrderCommands.Scale(), new OrderCommands.Signal(),
                new OrderCommands.Send(),
                new RunCommand(), new CommandsCommand(),
                new TopCommand());
    }

    @Override
    public CommandResult execute(CommandInvocation invocation) {
        invocation.println(invocation.getHelpInfo());
        return CommandResult.SUCCESS;
    }
}
