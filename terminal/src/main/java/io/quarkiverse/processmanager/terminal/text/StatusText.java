package io.quarkiverse.processmanager.terminal.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.processmanager.runtime.safe.SafeText;
import io.quarkiverse.processmanager.terminal.client.Members;

/** One process: its state, its definition, and what has happened last. */
public final class StatusText {

    private static final int LATEST = 3;

    private final List<String> lines = new ArrayList<>();

    private StatusText() {
    }

    /** @param process the answer of {@code status} */
    public static List<String> lines(Members process, Instant now) {
        StatusText text = new StatusText();
        text.state(process, now);
        text.definition(process);
        text.latest(process);
        return text.lines;
    }

    private void state(Members process, Instant now) {
        lines.add(Rows.outcome(process.text("id"), Rows.state(process), SafeText.plain(process.text("why"))));
        field("pid", process.number("pid").map(String::valueOf).orElse(""));
        field("external", process.is("external") ? "runs elsewhere, and is only watched" : "");
        field("port", process.number("port").map(String::valueOf).orElse(""));
        field("url", process.text("url"));
        field("uptime", process.text("startedAt").isEmpty() ? "" : Rows.uptime(process, now));
        field("cpu", process.decimal("cpuPercent").map(percent -> Rows.cpu(process)).orElse(""));
        field("memory", process.number("memoryBytes").map(bytes -> Rows.memory(process)).orElse(""));
        field("restarts", String.valueOf(process.number("restarts").orElse(0L)));
    }

    private void definition(Members process) {
        field("command", (process.is("shell") ? "sh -c " : "") + String.join(" ", process.texts("command")));
        field("directory", process.text("directory"));
        process.object("environment").map().forEach((name, value) -> field("env", name + "=" + value));
        process.objects("dependsOn").forEach(wait -> field("depends on",
                wait.text("id") + ":" + wait.text("condition") + (wait.is("met") ? "" : " (not met)")));
        field("dependents", String.join(", ", process.texts("dependents")));
    }

    private void latest(Members process) {
        last(process.objects("checks")).forEach(check -> field("check",
                time(check) + " " + (check.is("ok") ? "ok: " : "failed: ") + check.text("detail")));
        last(process.objects("livenessChecks")).forEach(check -> field("liveness",
                time(check) + " " + (check.is("ok") ? "ok: " : "failed: ") + check.text("detail")));
        last(process.objects("exits")).forEach(exit -> field("exit", time(exit) + " " + exit.text("text")));
        process.texts("lastLines").forEach(text -> lines.add("    " + SafeText.plain(text)));
    }

    /** A reader needs no more than milliseconds. */
    private static String time(Members event) {
        return event.text("time").replaceFirst("(\\.[0-9]{3})[0-9]+Z$", "$1Z");
    }

    private static List<Members> last(List<Members> all) {
        return all.subList(Math.max(0, all.size() - LATEST), all.size());
    }

    private void field(String name, String value) {
        if (!value.isEmpty()) {
            lines.add(String.format("  %-11s %s", name, SafeText.plain(value)));
        }
    }
}
