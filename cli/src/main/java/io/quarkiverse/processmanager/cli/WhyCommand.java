package io.quarkiverse.processmanager.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.Rows;
import io.quarkiverse.processmanager.terminal.text.SafeText;
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
        return query.run("why", Map.of("ids", List.of(id)), spec, WhyCommand::print);
    }

    private static void print(Members answer, PrintWriter out) {
        for (Members cause : answer.objects("causes")) {
            String indent = "  ".repeat(cause.number("depth").orElse(0L).intValue());
            out.println(indent + cause.text("id") + " is " + Rows.state(cause) + ": "
                    + SafeText.of(cause.text("why"), false));
            cause.texts("lastLines").forEach(text -> out.println(indent + "    " + SafeText.of(text, false)));
        }
    }
}
