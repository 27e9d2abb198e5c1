package io.quarkiverse.processmanager.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.quarkiverse.processmanager.terminal.text.WhyText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints why a process is in its state, down to the roots. */
@Command(name = "why", mixinStandardHelpOptions = true, description = "Prints the chain of causes of the state of a process.")
final class WhyCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Query query;

    @Parameters(paramLabel = "ID", description = "The id of the process.")
    String id;

    @Override
    public Integer call() {
        return query.run("why", Map.of("ids", List.of(id)), spec, WhyText::lines);
    }
}
