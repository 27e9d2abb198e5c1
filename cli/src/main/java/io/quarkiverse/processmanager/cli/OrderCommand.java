package io.quarkiverse.processmanager.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.SafeText;
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

    @Parameters(arity = "1..*", paramLabel = "ID", description = "The ids of the processes.")
    List<String> ids;

    private OrderCommand() {
    }

    int run(String command, Map<String, ?> options, CommandSpec spec) {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.put("ids", ids);
        try (Answer answer = target.request(command, all)) {
            if (timeout != null) {
                answer.within(timeout);
            }
            return print(answer, out, spec.commandLine().getErr(), json);
        }
    }

    static int print(Answer answer, PrintWriter out, PrintWriter err, boolean json) {
        int code = ExitCode.DONE;
        for (Optional<Answer.Line> line = answer.next(); line.isPresent(); line = answer.next()) {
            Members result = line.get().members().object("result");
            if (json) {
                out.println(line.get().text());
            } else if (result.is("ok")) {
                out.println(result.text("id") + ": " + result.text("phase").toLowerCase(Locale.ROOT) + " ("
                        + SafeText.of(result.text("why"), false) + ")");
            } else {
                out.flush();
                for (String part : result.text("message").split("\n")) {
                    err.println(SafeText.of(part, false));
                }
            }
            out.flush();
            code = result.is("ok") ? code : ExitCode.FAILED;
        }
        return code;
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
