package io.quarkiverse.processmanager.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Members;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What the commands have in common that ask one question: they print the answer as JSON, or in their own form. */
final class Query {

    @Mixin
    Target target;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    int run(String command, Map<String, ?> options, CommandSpec spec, Function<Members, List<String>> form) {
        PrintWriter out = spec.commandLine().getOut();
        try (Answer answer = target.request(command, options)) {
            Answer.Line line = answer.only();
            if (json) {
                out.println(line.text());
            } else {
                form.apply(line.members()).forEach(out::println);
            }
            return ExitCode.DONE;
        }
    }
}
