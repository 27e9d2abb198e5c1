package io.quarkiverse.processmanager.deployment.console;

import java.util.List;

import org.aesh.command.CommandDefinition;
import org.aesh.command.invocation.CommandInvocation;
import org.aesh.command.option.Arguments;

import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.command.Run;

/** Starts a process, prints its output, and waits for its end. */
@CommandDefinition(name = "run", description = "Starts a process, prints its output, and waits until it has ended.", generateHelp = true)
final class RunCommand implements ProcessCommand, Ids.Words {

    @Arguments(description = "The id of the process, then arguments of this run of a task behind those of its definition; -- before the first option.", completer = Ids.AtRest.class)
    List<String> words;

    @Override
    public List<String> words() {
        return words;
    }

    @Override
    public boolean run(Application application, CommandInvocation invocation) {
        if (words == null || words.isEmpty()) {
            throw new Failure(Failure.Reason.FAILED, "cannot run: name a process; 'ps' shows them");
        }
        String id = words.get(0);
        ConsoleOutput out = ConsoleOutput.live(invocation);
        try (Run run = Run.of(application, id, words.subList(1, words.size()), ConsoleOutput.hasColours(), out)) {
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
