package io.quarkiverse.processmanager.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.terminal.client.Answer;
import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.text.SafeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the output of processes. The expression runs here, so that a slow one costs the application nothing. */
@Command(name = "logs", mixinStandardHelpOptions = true, description = "Prints the output of the processes.")
final class LogsCommand implements Callable<Integer> {

    private static final int[] COLOURS = { 36, 33, 32, 35, 34, 96, 93, 92, 95, 94 };

    @Spec
    CommandSpec spec;

    @Mixin
    Target target;

    @Option(names = { "-f", "--follow" }, description = "Also print each new line, until Ctrl-C.")
    boolean follow;

    @Option(names = { "-n", "--lines" }, paramLabel = "N", description = "At most so many kept lines, the last ones "
            + "(default: all).")
    Integer lines;

    @Option(names = "--grep", paramLabel = "REGEX", description = "Only lines in which this Java expression is found.")
    Pattern grep;

    @Option(names = "--since", paramLabel = "TIME", description = "Only lines that are not older: 10m, 2h.")
    Duration since;

    @Option(names = { "-t", "--timestamps" }, description = "Print the time of each line.")
    boolean timestamps;

    @Option(names = "--json", description = "Print a JSON object for each line.")
    boolean json;

    @Parameters(paramLabel = "ID", description = "The ids of the processes (default: all).")
    List<String> ids = List.of();

    private final boolean colours = Ansi.AUTO.enabled();
    private int width;

    @Override
    public Integer call() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("ids", ids);
        options.put("follow", follow);
        if (lines != null && grep == null) {
            options.put("last", lines);
        }
        if (since != null) {
            options.put("since", Instant.now().minus(since).toEpochMilli());
        }
        try (Answer answer = target.request("logs", options)) {
            print(answer, spec.commandLine().getOut());
        }
        return ExitCode.DONE;
    }

    private void print(Answer answer, PrintWriter out) {
        // With an expression the last lines are known only at the end of the kept ones.
        ArrayDeque<Answer.Line> held = new ArrayDeque<>();
        boolean holding = lines != null && grep != null;
        for (Optional<Answer.Line> next = answer.next(); next.isPresent(); next = answer.next()) {
            if (next.get().members().is("live")) {
                held.forEach(line -> print(line, out));
                held.clear();
                holding = false;
                out.flush();
            } else if (matches(next.get().members())) {
                if (holding) {
                    held.add(next.get());
                    if (held.size() > lines) {
                        held.remove();
                    }
                } else {
                    print(next.get(), out);
                    if (follow) {
                        out.flush();
                    }
                }
            }
            if (follow && out.checkError()) {
                return;
            }
        }
        held.forEach(line -> print(line, out));
    }

    private boolean matches(Members line) {
        return grep == null || line.has("leftOut") || grep.matcher(line.text("text")).find();
    }

    private void print(Answer.Line line, PrintWriter out) {
        Members members = line.members();
        if (json) {
            out.println(line.text());
            return;
        }
        String id = members.text("id");
        width = Math.max(width, id.length());
        String label = id + " ".repeat(width - id.length()) + " |";
        String text = members.number("leftOut").map(count -> "... " + count + " lines are left out ...")
                .orElse(SafeText.of(members.text("text"), colours));
        String time = timestamps && !members.has("leftOut") ? members.text("time") + " " : "";
        out.println((colours ? "\u001B[" + COLOURS[Math.floorMod(id.hashCode(), COLOURS.length)] + "m" + label + "\u001B[0m"
                : label) + " " + time + text);
    }
}
