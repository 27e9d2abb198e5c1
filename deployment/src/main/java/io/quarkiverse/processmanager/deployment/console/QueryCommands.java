package io.quarkiverse.processmanager.deployment.console;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.aesh.command.CommandDefinition;
import org.aesh.command.invocation.CommandInvocation;
import org.aesh.command.option.Argument;
import org.aesh.command.option.Option;
import org.aesh.terminal.tty.Size;

import io.quarkiverse.processmanager.runtime.time.SystemClock;
import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Application;
import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.GraphText;
import io.quarkiverse.processmanager.terminal.text.ListText;
import io.quarkiverse.processmanager.terminal.text.PlanText;
import io.quarkiverse.processmanager.terminal.text.StatusText;
import io.quarkiverse.processmanager.terminal.text.TerminalCharset;
import io.quarkiverse.processmanager.terminal.text.WhyText;

/** The commands that ask one question. */
final class QueryCommands {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private QueryCommands() {
    }

    private static boolean print(Application application, String command, Map<String, ?> options,
            Function<Members, List<String>> form, CommandInvocation invocation) {
        ConsoleOutput out = ConsoleOutput.pages(invocation);
        try (Answer answer = application.request(command, options).within(PATIENCE)) {
            form.apply(answer.only().members()).forEach(out::line);
        }
        return true;
    }

    private static int width(CommandInvocation invocation) {
        Size size = invocation.getShell().size();
        return size == null || size.getWidth() <= 0 ? Integer.MAX_VALUE : size.getWidth();
    }

    /** Lists all processes. */
    @CommandDefinition(name = "ps", description = "Lists the processes.")
    static class Ps implements ProcessCommand {

        @Option(name = "help", shortName = 'h', hasValue = false, description = ProcessCommand.HELP)
        boolean help;

        @Override
        public boolean needsHelp() {
            return help;
        }

        @Override
        public boolean run(Application application, CommandInvocation invocation) {
            return print(application, "ps", Map.of(), list -> ListText.lines(list, SystemClock.wallTime(), width(invocation)),
                    invocation);
        }
    }

    /** The second name of {@link Ps}. Aesh does not find a command of a group by an alias. */
    @CommandDefinition(name = "list", description = "The same as ps.")
    static final class ListAll extends Ps {
    }

    /** Shows one process. */
    @CommandDefinition(name = "status", description = "Shows one process; secrets are masked.", generateHelp = true)
    static final class Status implements ProcessCommand {

        @Argument(required = true, description = "The id of the process.", completer = Ids.class)
        String id;

        @Override
        public boolean run(Application application, CommandInvocation invocation) {
            return print(application, "status", Map.of("ids", List.of(id)),
                    status -> StatusText.lines(status, SystemClock.wallTime()),
                    invocation);
        }
    }

    /** Prints why a process is in its state, down to the roots. */
    @CommandDefinition(name = "why", description = "Prints the chain of causes of the state of a process.", generateHelp = true)
    static final class Why implements ProcessCommand {

        @Argument(required = true, description = "The id of the process.", completer = Ids.class)
        String id;

        @Override
        public boolean run(Application application, CommandInvocation invocation) {
            return print(application, "why", Map.of("ids", List.of(id)), WhyText::lines, invocation);
        }
    }

    /** Draws the dependencies. */
    @CommandDefinition(name = "graph", description = "Draws the processes with their dependencies below them.")
    static final class Graph implements ProcessCommand {

        @Option(name = "help", shortName = 'h', hasValue = false, description = ProcessCommand.HELP)
        boolean help;

        @Option(name = "mermaid", hasValue = false, description = "Print a Mermaid diagram.")
        boolean mermaid;

        @Override
        public boolean needsHelp() {
            return help;
        }

        @Override
        public boolean run(Application application, CommandInvocation invocation) {
            return print(application, "ps", Map.of(), list -> lines(list.objects("processes")), invocation);
        }

        private List<String> lines(List<Members> rows) {
            return mermaid ? GraphText.mermaid(rows) : GraphText.tree(rows, !TerminalCharset.hasSigns());
        }
    }

    /** Prints the order of the start. */
    @CommandDefinition(name = "plan", description = "Prints when each process starts, and why then.")
    static final class Plan implements ProcessCommand {

        @Option(name = "help", shortName = 'h', hasValue = false, description = ProcessCommand.HELP)
        boolean help;

        @Override
        public boolean needsHelp() {
            return help;
        }

        @Override
        public boolean run(Application application, CommandInvocation invocation) {
            return print(application, "plan", Map.of(), PlanText::lines, invocation);
        }
    }
}
