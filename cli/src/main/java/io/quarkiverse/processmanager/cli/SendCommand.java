package io.quarkiverse.processmanager.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.quarkiverse.processmanager.terminal.client.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a line. */
@Command(name = "send", mixinStandardHelpOptions = true, description = "Sends a line to the standard input or the terminal of a process.")
final class SendCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Target target;

    @Option(names = "--json", description = "Print a JSON object for each result.")
    boolean json;

    @Parameters(index = "0", paramLabel = "LINE", description = "The line, without its line end, in quotes if it has spaces.")
    String line;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ID", description = "The ids of the processes; without one, the process with stdin=console.")
    List<String> ids;

    @Override
    public Integer call() {
        try (Answer answer = target.request("send", Map.of("ids", ids == null ? List.of() : ids, "line", line))) {
            return OrderCommand.print(answer, spec, json);
        }
    }
}
