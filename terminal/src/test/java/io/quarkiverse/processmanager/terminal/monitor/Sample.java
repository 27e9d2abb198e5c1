package io.quarkiverse.processmanager.terminal.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Rect;
import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.monitor.log.LogLine;

/** Rows, models and screens for tests. */
final class Sample {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final MonitorOptions OPTIONS = new MonitorOptions("shop", true, true, true, Optional.empty());

    private Sample() {
    }

    /** The members of a row of an answer. */
    static Map<String, Object> row(String id, String phase, String health, String why) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("phase", phase);
        row.put("state", phase);
        row.put("health", health);
        row.put("down", phase.equals("FAILED") || phase.equals("BACKOFF") || health.equals("UNHEALTHY"));
        boolean ready = phase.equals("COMPLETED")
                || phase.equals("RUNNING") && (health.equals("HEALTHY") || health.equals("UNCHECKED"));
        row.put("ready", ready);
        row.put("rank", ready ? 9 : phase.equals("FAILED") ? 0 : phase.equals("BACKOFF") ? 1 : 7);
        row.put("why", why);
        row.put("restarts", 0);
        row.put("dependsOn", List.of());
        row.put("dependents", List.of());
        row.put("blockedBy", List.of());
        row.put("actions", switch (phase) {
            case "RUNNING" -> List.of("stop", "restart", "kill", "signal");
            case "WAITING" -> List.of("forceStart", "stop");
            case "BACKOFF" -> List.of("start", "stop");
            default -> List.of("start");
        });
        return row;
    }

    static Map<String, Object> running(String id, long pid, double cpu, long megabytes, int seconds) {
        Map<String, Object> row = row(id, "RUNNING", "HEALTHY", "healthy");
        row.put("pid", pid);
        row.put("port", 5432);
        row.put("cpuPercent", cpu);
        row.put("memoryBytes", megabytes << 20);
        row.put("startedAt", NOW.minusSeconds(seconds).toString());
        return row;
    }

    /** Five processes: two are up, one waits for one that fails, and a task is done. */
    static List<Map<String, Object>> shop() {
        Map<String, Object> database = running("db", 4711, 0.31, 120, 184);
        database.put("dependents", List.of("api", "migrate"));
        Map<String, Object> cache = running("cache", 4712, 12.5, 34, 59);
        cache.put("restarts", 2);
        cache.put("dependents", List.of("worker"));
        Map<String, Object> migrate = row("migrate", "COMPLETED", "UNCHECKED", "exited with 0");
        migrate.put("state", "DONE");
        migrate.put("dependsOn", List.of(Map.of("id", "db", "condition", "healthy", "met", true)));
        migrate.put("dependents", List.of("api"));
        Map<String, Object> worker = row("worker", "BACKOFF", "UNCHECKED",
                "exit 1 after 3.2 s, attempt 3 of 5, next start in 4.1 s");
        worker.put("restarts", 3);
        worker.put("dependsOn", List.of(Map.of("id", "cache", "condition", "healthy", "met", true)));
        worker.put("dependents", List.of("api"));
        Map<String, Object> api = row("api", "WAITING", "UNCHECKED", "waiting for worker (restarting)");
        api.put("blockedBy", List.of("worker"));
        api.put("dependsOn", List.of(Map.of("id", "db", "condition", "healthy", "met", true),
                Map.of("id", "migrate", "condition", "completed", "met", true),
                Map.of("id", "worker", "condition", "running", "met", false)));
        return List.of(database, cache, migrate, worker, api);
    }

    static List<TableRow> rows(List<Map<String, Object>> rows) {
        return TableRow.all(new Members(Map.of("processes", rows)));
    }

    /** A model that shows the shop. */
    static Model model() {
        Model model = new Model(OPTIONS);
        model.resized(80, 24);
        model.rows(rows(shop()));
        return model;
    }

    /** Adds lines to the log that the model shows. */
    static void log(Model model, List<String> lines) {
        List<LogLine> all = new ArrayList<>();
        lines.forEach(text -> all.add(new LogLine(model.selection().orElseThrow().id(), text, false)));
        model.lines(1, all);
    }

    static Buffer draw(Model model, int width, int height) {
        model.resized(width, height);
        Buffer buffer = Buffer.empty(Rect.of(width, height));
        MonitorView.of(model.options()).draw(model, buffer, NOW);
        return buffer;
    }

    /** The lines of the screen, without the spaces at their ends. */
    static List<String> screen(Model model, int width, int height) {
        return lines(draw(model, width, height));
    }

    static List<String> lines(Buffer buffer) {
        List<String> lines = new ArrayList<>();
        for (int y = 0; y < buffer.height(); y++) {
            StringBuilder line = new StringBuilder();
            for (int x = 0; x < buffer.width(); x++) {
                line.append(buffer.get(x, y).symbol());
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** Types characters and names of keys: {@code "j"}, {@code "<TAB>"}. */
    static List<Effect> type(Model model, String... keys) {
        KeyRules rules = new KeyRules(model);
        List<Effect> effects = new ArrayList<>();
        for (String key : keys) {
            if (key.startsWith("<") && key.length() > 1) {
                effects.addAll(rules.apply(Input.Key.of(Input.Name.valueOf(key.substring(1, key.length() - 1)))));
            } else {
                key.codePoints().forEach(next -> effects.addAll(rules.apply(Input.Key.of(next))));
            }
        }
        return effects;
    }
}
