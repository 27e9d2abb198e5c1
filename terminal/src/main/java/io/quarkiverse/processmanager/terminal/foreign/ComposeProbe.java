package io.quarkiverse.processmanager.terminal.foreign;

/** Reads the readiness probe or the liveness probe of a process of process-compose. */
final class ComposeProbe {

    private final String id;
    private final String group;
    private final Node probe;
    private final String where;
    private final boolean expands;
    private final Result result;

    /** @param group the group of keys that the probe becomes: {@code health} or {@code liveness} */
    ComposeProbe(String id, String group, Node probe, String where, boolean expands, Result result) {
        this.id = id;
        this.group = group;
        this.probe = probe;
        this.where = where;
        this.expands = expands;
        this.result = result;
    }

    void read() {
        if (probe.isEmpty()) {
            return;
        }
        request(probe.node("http_get"));
        command(probe.node("exec"));
        seconds("initial_delay_seconds", group + ".initial-delay");
        seconds("period_seconds", group + ".interval");
        seconds("timeout_seconds", group + ".timeout");
        probe.text("failure_threshold").ifPresent(count -> set(group + ".retries", count));
        if (group.equals("health")) {
            probe.text("success_threshold").ifPresent(count -> set("health.success-threshold", count));
        } else if (probe.text("success_threshold").filter(count -> !count.equals("1")).isPresent()) {
            result.note(where + ".success_threshold", "is 1 here: one success ends a row of failures");
        }
        notes(probe, "");
    }

    private void request(Node request) {
        if (request.isEmpty()) {
            return;
        }
        String host = request.text("host").orElse("127.0.0.1");
        String port = request.text("port").or(() -> request.text("num_port")).map(number -> ":" + number).orElse("");
        String path = request.text("path").orElse("/");
        set(group + ".url", expanded(request.text("scheme").orElse("http") + "://" + host + port
                + (path.startsWith("/") ? path : "/" + path)));
        request.text("status_code").ifPresent(code -> set(group + ".expected-status", code));
        Node headers = request.node("headers");
        headers.entries().keySet().forEach(name -> headers.text(name)
                .ifPresent(value -> set(group + ".headers.\"" + name + "\"", expanded(value))));
        notes(headers, "http_get.headers.");
        notes(request, "http_get.");
    }

    private void command(Node exec) {
        exec.text("command").ifPresent(command -> result.command(id, group + ".", command.strip()));
        notes(exec, "exec.");
    }

    private void seconds(String key, String setting) {
        probe.text(key).ifPresent(seconds -> set(setting, seconds + "s"));
    }

    private void notes(Node node, String prefix) {
        node.unread().forEach(key -> result.note(where + "." + prefix + key, "has no counterpart"));
    }

    private String expanded(String text) {
        return Texts.value(text, expands);
    }

    private void set(String key, String value) {
        result.set(id, key, value);
    }
}
