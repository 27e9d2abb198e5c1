package io.quarkiverse.processmanager.deployment.console;

import org.aesh.command.CommandDefinition;
import org.aesh.command.invocation.CommandInvocation;
import org.aesh.command.option.Argument;

import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.command.Run;

/** Starts a process, prints its output, and waits for its end. */
@CommandDefinition(name = "run", description = "Starts a process, prints its output, and waits until it has ended.", generateHelp = true)
final class RunCommand implements ProcessCommand {

    @Argument(required = true, description = "The id of the process.", completer = Ids.AtRest.class)
    String id;

    @Override
    public boolean run(Application application, CommandInvocation invocation) {
        ConsoleOutput out = ConsoleOutput.live(invocation);
        try (Run run = Run.of(application, id, ConsoleOutput.hasColours(), out)) {
            out.line(UntilKey.HINT);
            return UntilKey.run(invocation, out, "no longer waiting; process '" + id + "' goes on", new UntilKey.Work() {

                @Override
                public boolean run() {
                    Run.Ended ended = run.await();
                    out.line(SafeText.plain(ended.text()));
                    return ended.success();
                }

                @Override
                public void end() {
                    run.close();
                }
            });
        }
    }
}
