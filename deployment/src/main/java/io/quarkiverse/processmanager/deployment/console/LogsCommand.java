package io.quarkiverse.processmanager.deployment.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.aesh.command.CommandDefinition;
import org.aesh.command.invocation.CommandInvocation;
import org.aesh.command.option.Arguments;
import org.aesh.command.option.Option;

import io.quarkiverse.processmanager.runtime.time.SystemClock;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Failure;
import io.quarkiverse.processmanager.terminal.command.Logs;
import io.quarkiverse.processmanager.terminal.text.Durations;
import io.quarkiverse.processmanager.terminal.text.OutputText;

/** Prints the output of processes. */
@CommandDefinition(name = "logs", description = "Prints the output of the processes.")
final class LogsCommand implements ProcessCommand, Ids.Words {

    @Option(name = "help", shortName = 'h', hasValue = false, description = ProcessCommand.HELP)
    boolean help;

    @Option(name = "follow", shortName = 'f', hasValue = false, description = "Also print each new line, until q.")
    boolean follow;

    @Option(name = "lines", shortName = 'n', defaultValue = "200", description = "At most so many kept lines, the last ones "
            + "(default: 200).")
    int lines;

    @Option(name = "grep", description = "Only lines in which this Java expression is found.")
    String grep;

    @Option(name = "since", description = "Only lines that are not older: 10m, 2h.")
    String since;

    @Option(name = "timestamps", shortName = 't', hasValue = false, description = "Print the time of each line.")
    boolean timestamps;

    @Arguments(description = "The ids of the processes (default: all).", completer = Ids.class)
    List<String> ids;

    @Override
    public List<String> words() {
        return ids;
    }

    @Override
    public boolean needsHelp() {
        return help;
    }

    @Override
    public boolean run(Application application, CommandInvocation invocation) {
        Logs logs = new Logs(ids == null ? List.of() : List.copyOf(ids), follow, OptionalInt.of(Math.max(0, lines)),
                Logs.expression(grep), age());
        OutputText text = new OutputText(ConsoleOutput.hasColours(), timestamps);
        ConsoleOutput out = follow ? ConsoleOutput.live(invocation) : ConsoleOutput.pages(invocation);
        try (Answer answer = logs.request(application, SystemClock.wallTime())) {
            if (!follow) {
                logs.print(answer, line -> text.of(line.members()), out);
                return true;
            }
            out.line(UntilKey.HINT);
            return UntilKey.run(invocation, out, "", new UntilKey.Work() {

                @Override
                public boolean run() {
                    logs.print(answer, line -> text.of(line.members()), out);
                    return true;
                }

                @Override
                public void end() {
                    answer.close();
                }
            });
        }
    }

    private Optional<Duration> age() {
        try {
            return Optional.ofNullable(since).map(Durations::parse);
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Reason.FAILED, "cannot read the age: " + e.getMessage());
        }
    }
}
