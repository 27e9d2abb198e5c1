package io.quarkiverse.processmanager.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.command.Orders;
import io.quarkiverse.processmanager.terminal.command.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands that change processes have in common: they wait for the results, and print one line for each. */
final class OrderCommand {

    @Mixin
    Target target;

    @Option(names = "--timeout", paramLabel = "TIME", description = "How long to wait for the results, such as 30s (default: no "
            + "limit). The application carries the command out in any case.")
    Duration timeout;

    @Option(names = "--json", description = "Print a JSON object for each result.")
    boolean json;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "The ids of the processes, or tag:TAG for all processes with a tag.")
    List<String> ids;

    private OrderCommand() {
    }

    int run(String command, Map<String, ?> options, CommandSpec spec) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.put("ids", ids);
        try (Answer answer = target.request(command, all)) {
            if (timeout != null) {
                answer.within(timeout);
            }
            return print(answer, spec, json);
        }
    }

    static int print(Answer answer, CommandSpec spec, boolean json) {
        Output out = new SpecOutput(spec);
        boolean ok = json ? Orders.printJson(answer, out) : Orders.print(answer, out);
        return ok ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** Starts processes and their dependencies. */
    @Command(name = "start", mixinStandardHelpOptions = true, description = "Starts processes, and waits until they are up.")
    static final class Start implements Callable<Integer> {

        @Spec
        CommandSpec spec;
        @Mixin
        OrderCommand order;

        @Override
        public Integer call() {
            return order.run("start", Map.of(), spec);
        }
    }

    /** Stops processes with their process trees. */
    @Command(name = "stop", mixinStandardHelpOptions = true, description = "Stops processes, and waits until they are gone.")
    static final class Stop implements Callable<Integer> {

        @Spec
        CommandSpec spec;
        @Mixin
        OrderCommand order;

        @Option(names = "--force", description = "Kill them at once.")
        boolean force;

        @Override
        public Integer call() {
            return order.run("stop", Map.of("force", force), spec);
        }
    }

    /** Restarts processes. */
    @Command(name = "restart", mixinStandardHelpOptions = true, description = "Restarts processes, and waits until they are up.")
    static final class Restart implements Callable<Integer> {

        @Spec
        CommandSpec spec;
        @Mixin
        OrderCommand order;

        @Override
        public Integer call() {
            return order.run("restart", Map.of(), spec);
        }
    }
}
