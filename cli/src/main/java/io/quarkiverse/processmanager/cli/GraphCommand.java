package io.quarkiverse.processmanager.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.GraphText;
import io.quarkiverse.processmanager.terminal.text.TerminalCharset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws the dependencies. */
@Command(name = "graph", mixinStandardHelpOptions = true, description = "Draws the processes with their dependencies below them.")
final class GraphCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Target target;

    @Option(names = "--mermaid", description = "Print a Mermaid diagram.")
    boolean mermaid;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Answer answer = target.request("ps", Map.of())) {
            List<Members> rows = answer.only().members().objects("processes");
            (mermaid ? GraphText.mermaid(rows) : GraphText.tree(rows, !TerminalCharset.hasSigns())).forEach(out::println);
            return ExitCode.DONE;
        }
    }
}
