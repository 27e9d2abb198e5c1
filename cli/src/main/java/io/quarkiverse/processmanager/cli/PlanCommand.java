package io.quarkiverse.processmanager.cli;

import java.util.Map;
import java.util.concurrent.Callable;

import io.quarkiverse.processmanager.terminal.text.PlanText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the order of the start. */
@Command(name = "plan", mixinStandardHelpOptions = true, description = "Prints when each process starts, and why then.")
final class PlanCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Query query;

    @Override
    public Integer call() {
        return query.run("plan", Map.of(), spec, PlanText::lines);
    }
}
