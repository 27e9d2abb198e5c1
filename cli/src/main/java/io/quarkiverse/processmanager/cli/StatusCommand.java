package io.quarkiverse.processmanager.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.quarkiverse.processmanager.terminal.text.StatusText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one process. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows one process; secrets are masked.")
final class StatusCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Query query;

    @Parameters(paramLabel = "ID", description = "The id of the process.")
    String id;

    @Override
    public Integer call() {
        return query.run("status", Map.of("ids", List.of(id)), spec, status -> StatusText.lines(status, Instant.now()));
    }
}
