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

/** Changes the number of replicas. */
@Command(name = "scale", mixinStandardHelpOptions = true, description = "Changes the number of replicas of a process, and waits until they are up.")
final class ScaleCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Target target;

    @Option(names = "--json", description = "Print a JSON object for each replica.")
    boolean json;

    @Parameters(index = "0", paramLabel = "ID", description = "The id of a process with replicas.")
    String id;

    @Parameters(index = "1", paramLabel = "NUMBER", description = "The number of replicas, from 1 to 1000.")
    int replicas;

    @Override
    public Integer call() {
        try (Answer answer = target.request("scale", Map.of("ids", List.of(id), "replicas", replicas))) {
            return OrderCommand.print(answer, spec, json);
        }
    }
}
