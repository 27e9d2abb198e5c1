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

/** Sends a signal. */
@Command(name = "signal", mixinStandardHelpOptions = true, description = "Sends a signal to the root process.")
final class SignalCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Target target;

    @Option(names = "--json", description = "Print a JSON object for each result.")
    boolean json;

    @Parameters(index = "0", paramLabel = "NAME", description = "The name of the signal, such as HUP or USR1.")
    String signal;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "ID", description = "The ids of the processes.")
    List<String> ids;

    @Override
    public Integer call() {
        try (Answer answer = target.request("signal", Map.of("ids", ids, "signal", signal))) {
            return OrderCommand.print(answer, spec, json);
        }
    }
}
