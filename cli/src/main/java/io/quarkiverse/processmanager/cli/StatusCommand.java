package io.quarkiverse.processmanager.cli;

import java.io.PrintWriter;
import java.time.Instant;
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

/** Shows one process. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows one process; secrets are masked.")
final class StatusCommand implements Callable<Integer> {

    private static final int LATEST = 3;

    @Spec
    CommandSpec spec;

    @Mixin
    Query query;

    @Parameters(paramLabel = "ID", description = "The id of the process.")
    String id;

    @Override
    public Integer call() {
        return query.run("status", Map.of("ids", List.of(id)), spec, StatusCommand::print);
    }

    private static void print(Members process, PrintWriter out) {
        out.println(process.text("id") + ": " + Rows.state(process) + " (" + SafeText.of(process.text("why"), false) + ")");
        field(out, "pid", process.number("pid").map(String::valueOf).orElse(""));
        field(out, "port", process.number("port").map(String::valueOf).orElse(""));
        field(out, "url", process.text("url"));
        field(out, "uptime", process.text("startedAt").isEmpty() ? "" : Rows.uptime(process, Instant.now()));
        field(out, "cpu", process.decimal("cpuPercent").map(percent -> Rows.cpu(process)).orElse(""));
        field(out, "memory", process.number("memoryBytes").map(bytes -> Rows.memory(process)).orElse(""));
        field(out, "restarts", String.valueOf(process.number("restarts").orElse(0L)));
        field(out, "command", (process.is("shell") ? "sh -c " : "") + String.join(" ", process.texts("command")));
        field(out, "directory", process.text("directory"));
        process.object("environment").map().forEach((name, value) -> field(out, "env", name + "=" + value));
        process.objects("dependsOn").forEach(wait -> field(out, "depends on",
                wait.text("id") + ":" + wait.text("condition") + (wait.is("met") ? "" : " (not met)")));
        field(out, "dependents", String.join(", ", process.texts("dependents")));
        latest(process.objects("checks")).forEach(check -> field(out, "check",
                check.text("time") + " " + (check.is("ok") ? "ok: " : "failed: ") + check.text("detail")));
        latest(process.objects("exits")).forEach(exit -> field(out, "exit", exit.text("time") + " " + exit.text("text")));
        process.texts("lastLines").forEach(text -> out.println("    " + SafeText.of(text, false)));
    }

    private static List<Members> latest(List<Members> all) {
        return all.subList(Math.max(0, all.size() - LATEST), all.size());
    }

    private static void field(PrintWriter out, String name, String value) {
        if (!value.isEmpty()) {
            out.printf("  %-11s %s%n", name, SafeText.of(value, false));
        }
    }
}
