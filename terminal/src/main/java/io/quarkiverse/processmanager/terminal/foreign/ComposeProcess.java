package io.quarkiverse.processmanager.terminal.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one process of process-compose. */
final class ComposeProcess {

    private static final Map<String, String> CONDITIONS = Map.of("process_completed_successfully", "completed",
            "process_completed", "exited", "process_healthy", "healthy", "process_log_ready", "healthy", "process_started",
            "started");
    private static final Map<String, String> SIGNALS = Map.of("1", "HUP", "2", "INT", "3", "QUIT", "9", "KILL", "10", "USR1",
            "12", "USR2", "15", "TERM");
    private static final Map<String, String> POLICIES = Map.of("no", "never", "false", "never", "on_failure", "on-failure",
            "always", "always", "exit_on_failure", "never");

    private final String id;
    private final String name;
    private final Node process;
    private final Place place;
    private final ComposeShell shell;
    private final boolean expands;
    private final Result result;

    ComposeProcess(String name, Node process, Place place, ComposeShell shell, boolean expands, Result result) {
        this.id = result.id(name);
        this.name = name;
        this.process = ComposeReplicas.indexed(process);
        this.place = place;
        this.shell = shell;
        this.expands = expands;
        this.result = result;
    }

    void read() {
        if (!id.equals(name)) {
            set("name", Texts.literal(name));
        }
        command();
        process.text("working_dir").map(directory -> place.path(directory)).or(place::cwd)
                .ifPresent(directory -> set("cwd", expanded(directory)));
        Environment.of(process, "environment", expands, variable -> note(variable, "is not a text"))
                .forEach((variable, value) -> set("env.\"" + variable + "\"", value));
        if (ComposeReplicas.areIn(process)) {
            set("replicas", process.text("replicas").orElseThrow());
            set("env.\"" + ComposeReplicas.VARIABLE + "\"", ComposeReplicas.INDEX);
        }
        process.text("env_file").ifPresent(file -> set("env-file", expanded(place.path(file))));
        dependencies();
        availability(process.node("availability"));
        probe("readiness_probe", "health");
        probe("liveness_probe", "liveness");
        process.text("ready_log_line").ifPresent(line -> set("health.log", Texts.literal(Pattern.quote(line))));
        shutdown(process.node("shutdown"));
        log();
        new ComposeSchedule(id, process.node("schedule"), "processes." + name + ".schedule", result).read();
        new ComposeWatch(id, process.node("watch"), "processes." + name + ".watch", result).read();
        List<String> codes = process.list("success_exit_codes");
        if (!codes.isEmpty()) {
            set("success-exit-codes", String.join(",", codes));
        }
        process.text("namespace").ifPresent(namespace -> set("tags", Texts.id(namespace)));
        // Both are read, so that neither is reported as a setting without a counterpart.
        boolean interactive = process.isTrue("is_interactive");
        if (process.isTrue("is_tty") || interactive) {
            set("tty", "true");
        }
        if (process.isTrue("disabled")) {
            set("auto-start", "false");
        }
        if (process.isTrue("is_daemon")) {
            set("leftovers", "keep");
        }
        process.text("launch_timeout_seconds").ifPresent(seconds -> set("startup-timeout", seconds + "s"));
        process.unread().forEach(this::note);
    }

    private void probe(String key, String group) {
        new ComposeProbe(id, group, process.node(key), "processes." + name + "." + key, expands, result).read();
    }

    private void command() {
        List<String> entrypoint = process.list("entrypoint");
        Optional<String> command = process.text("command");
        if (!entrypoint.isEmpty()) {
            set("command", Texts.literal(quoted(entrypoint.get(0))));
            for (int i = 1; i < entrypoint.size(); i++) {
                set("args[" + (i - 1) + "]", Texts.literal(entrypoint.get(i)));
            }
            command.ifPresent(text -> note("command", "is not used: entrypoint replaces it"));
        } else {
            command.map(String::strip).ifPresent(text -> shell.apply(id, text, result));
        }
    }

    private static String quoted(String program) {
        return program.matches("\\S+") ? program : "'" + program + "'";
    }

    private void dependencies() {
        List<String> dependencies = new ArrayList<>();
        Node dependsOn = process.node("depends_on");
        for (String other : dependsOn.entries().keySet()) {
            Node dependency = dependsOn.node(other);
            String condition = dependency.text("condition").orElse("process_completed");
            String known = CONDITIONS.get(condition);
            if (known == null) {
                note("depends_on." + other + ".condition", "is unknown: " + condition);
            }
            dependencies.add(result.id(other) + (known == null ? "" : ":" + known));
            dependency.unread().forEach(key -> note("depends_on." + other + "." + key));
        }
        if (!dependencies.isEmpty()) {
            set("depends-on", String.join(",", dependencies));
        }
    }

    /** Without a policy process-compose restarts nothing. */
    private void availability(Node availability) {
        String policy = availability.text("restart").orElse("no");
        String restarts = POLICIES.getOrDefault(policy, "never");
        set("restart.policy", restarts);
        if (policy.equals("exit_on_failure") || !POLICIES.containsKey(policy)) {
            note("availability.restart", "has no counterpart with " + policy
                    + ": a process never ends the application; restart.policy is never");
        }
        availability.text("backoff_seconds").ifPresent(seconds -> {
            if (!restarts.equals("never")) {
                set("restart.delay", seconds + "s");
                set("restart.backoff", "1");
            }
        });
        String max = availability.text("max_restarts").orElse("0");
        if (!restarts.equals("never")) {
            set("restart.max", max.equals("0") ? "unlimited" : max);
        }
        availability.unread().forEach(key -> note("availability." + key));
    }

    private void shutdown(Node shutdown) {
        shutdown.text("command").ifPresent(command -> result.command(id, "stop.", command));
        shutdown.text("signal").ifPresent(number -> {
            if (SIGNALS.containsKey(number)) {
                set("stop.signal", SIGNALS.get(number));
            } else {
                note("shutdown.signal", "is unknown: " + number);
            }
        });
        shutdown.text("timeout_seconds").ifPresent(seconds -> set("stop.timeout", seconds + "s"));
        set("stop.scope", shutdown.isTrue("parent_only") ? "root" : "tree");
        shutdown.unread().forEach(key -> note("shutdown." + key));
    }

    private void log() {
        process.text("log_location").ifPresent(file -> set("log.file.path", expanded(place.path(file))));
        Node configuration = process.node("log_configuration");
        Node rotation = configuration.node("rotation");
        rotation.text("max_size_mb").ifPresent(size -> set("log.file.rotation.max-file-size", size + "M"));
        rotation.text("max_backups").ifPresent(count -> set("log.file.rotation.max-backup-index", count));
        rotation.unread().forEach(key -> note("log_configuration.rotation." + key));
        configuration.unread().forEach(key -> note("log_configuration." + key));
    }

    private String expanded(String text) {
        return Texts.value(text, expands);
    }

    private void set(String key, String value) {
        result.set(id, key, value);
    }

    private void note(String key) {
        note(key, "has no counterpart");
    }

    private void note(String key, String sentence) {
        result.note("processes." + name + "." + key, sentence);
    }
}
