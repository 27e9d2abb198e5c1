package io.quarkiverse.processmanager.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.command.Logs;
import io.quarkiverse.processmanager.terminal.text.OutputText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the output of processes. The expression runs here, so that a slow one costs the application nothing. */
@Command(name = "logs", mixinStandardHelpOptions = true, description = "Prints the output of the processes.")
final class LogsCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Target target;

    @Option(names = { "-f", "--follow" }, description = "Also print each new line, until Ctrl-C.")
    boolean follow;

    @Option(names = { "-n", "--lines" }, paramLabel = "N", description = "At most so many kept lines, the last ones "
            + "(default: all).")
    Integer lines;

    @Option(names = "--grep", paramLabel = "REGEX", description = "Only lines in which this Java expression is found.")
    String grep;

    @Option(names = "--since", paramLabel = "TIME", description = "Only lines that are not older: 10m, 2h.")
    Duration since;

    @Option(names = { "-t", "--timestamps" }, description = "Print the time of each line.")
    boolean timestamps;

    @Option(names = "--json", description = "Print a JSON object for each line.")
    boolean json;

    @Parameters(paramLabel = "ID", description = "The ids of the processes (default: all).")
    List<String> ids = List.of();

    @Override
    public Integer call() {
        Logs logs = new Logs(ids, follow, lines == null ? OptionalInt.empty() : OptionalInt.of(lines),
                Logs.expression(grep), Optional.ofNullable(since));
        OutputText text = new OutputText(Ansi.AUTO.enabled(), timestamps);
        try (Answer answer = logs.request(target, Instant.now())) {
            logs.print(answer, line -> json ? line.text() : text.of(line.members()), new SpecOutput(spec));
        }
        return ExitCode.DONE;
    }
}
