package io.quarkiverse.processmanager.deployment.console;

import org.aesh.command.Command;
import org.aesh.command.CommandResult;
import org.aesh.command.invocation.CommandInvocation;

import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;

/** A command about the processes of the application. Its failures are sentences. */
interface ProcessCommand extends Command<CommandInvocation> {

    String HELP = "Displays information of the command and all options";

    /** @return whether the command has succeeded */
    boolean run(Application application, CommandInvocation invocation) throws InterruptedException;

    /** Whether the command prints its help instead. Aesh does that itself for a command that needs an argument. */
    default boolean needsHelp() {
        return false;
    }

    @Override
    default CommandResult execute(CommandInvocation invocation) throws InterruptedException {
        if (needsHelp()) {
            invocation.print(invocation.getHelpInfo());
            return CommandResult.SUCCESS;
        }
        try {
            return run(new DevModeApplication(), invocation) ? CommandResult.SUCCESS : CommandResult.FAILURE;
        } catch (Failure e) {
            e.getMessage().lines().forEach(line -> invocation.println(SafeText.plain(line)));
        } catch (RuntimeException e) {
            invocation.println("cannot do that: " + e);
        }
        return CommandResult.FAILURE;
    }
}
