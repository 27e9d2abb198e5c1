package io.quarkiverse.processmanager.deployment.console;

import org.aesh.command.CommandDefinition;
import org.aesh.command.invocation.CommandInvocation;
import org.aesh.command.option.Option;

import io.quarkiverse.processmanager.terminal.client.Application;

/**
 * Opens the monitor over the terminal mode of the console, which is as before when the monitor is closed. Without a full screen it
 * lists the processes.
 */
@CommandDefinition(name = "top", description = "Opens the monitor.")
final class TopCommand implements ProcessCommand {

    @Option(name = "help", shortName = 'h', hasValue = false, description = ProcessCommand.HELP)
    boolean help;

    @Override
    public boolean needsHelp() {
        return help;
    }

    @Override
    public boolean run(Application application, CommandInvocation invocation) throws InterruptedException {
        return DevModeMonitor.openAndAwait() || new QueryCommands.Ps().run(application, invocation);
    }
}
