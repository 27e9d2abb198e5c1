package io.quarkiverse.processmanager.deployment.console;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.aesh.command.CommandDefinition;
import org.aesh.command.invocation.CommandInvocation;
import org.aesh.command.option.Arguments;
import org.aesh.command.option.Option;

import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.command.CommandList;
import io.quarkiverse.processmanager.terminal.command.CommandOrder;

/** Lists the commands that a process declares, or runs one of them. */
@CommandDefinition(name = "command", description = "Lists the commands of a process, or runs one of them and prints its output.", generateHelp = true)
final class CommandsCommand implements ProcessCommand, Ids.Words {

    @Option(name = "yes", shortName = 'y', hasValue = false, description = "Confirm a command that needs a confirmation.")
    boolean yes;

    @Arguments(description = "The id of the process, the name of the command, then values of its arguments such as table=stock; without a name, a list.", completer = Ids.IdThenCommand.class)
    List<String> words;

    @Override
    public List<String> words() {
        return words;
    }

    @Override
    public boolean run(Application application, CommandInvocation invocation) {
        if (words == null || words.isEmpty()) {
            throw new Failure(Failure.Reason.FAILED, "cannot run a command: name a process; 'ps' shows them");
        }
        String id = words.get(0);
        ConsoleOutput out = ConsoleOutput.live(invocation);
        if (words.size() == 1) {
            CommandList.lines(CommandList.of(application, id), id).forEach(out::line);
            return true;
        }
        Map<String, String> values = CommandOrder.values(words.subList(2, words.size()));
        Members command = CommandList.named(application, id, words.get(1));
        String question = command.text("confirm");
        if (!question.isEmpty() && !yes) {
            throw new Failure(Failure.Reason.FAILED,
                    "cannot run command '" + words.get(1) + "' of process '" + id + "': a user must confirm it: " + question
                            + "; add --yes");
        }
        try (CommandOrder order = CommandOrder.begin(application, id, words.get(1), values, true, ConsoleOutput.hasColours(),
                out)) {
            out.line(UntilKey.HINT);
            return UntilKey.run(invocation, out, "the command was killed", new UntilKey.Work() {

                @Override
                public boolean run() {
                    OptionalInt code = order.await();
                    code.ifPresent(number -> out.line("exited with " + number));
                    return code.isPresent() && code.getAsInt() == 0;
                }

                @Override
                public void end() {
                    order.close();
                }
            });
        }
    }
}
