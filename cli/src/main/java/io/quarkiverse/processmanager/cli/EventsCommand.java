package io.quarkiverse.processmanager.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Members;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints each event from now on. */
@Command(name = "events", mixinStandardHelpOptions = true, description = "Prints each event from now on, until Ctrl-C.")
final class EventsCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Target target;

    @Option(names = "--json", description = "Print a JSON object for each event.")
    boolean json;

    @Option(names = "--metrics", description = "Also print each measurement.")
    boolean metrics;

    @Parameters(paramLabel = "ID", description = "The ids of the processes (default: all).")
    List<String> ids = List.of();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Answer answer = target.request("events", Map.of("ids", ids, "metrics", metrics))) {
            for (Optional<Answer.Line> line = answer.next(); line.isPresent(); line = answer.next()) {
                Members event = line.get().members();
                out.println(json ? line.get().text() : event.text("time") + " " + SafeText.plain(event.text("text")));
                if (out.checkError()) {
                    return ExitCode.DONE;
                }
            }
            return ExitCode.DONE;
        }
    }
}
