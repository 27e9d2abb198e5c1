package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.FileProbe;
import io.quarkiverse.processmanager.probe.GrpcProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.LogProbe;
import io.quarkiverse.processmanager.probe.NotifyProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/** Writes a check as the keys of its group, {@code health} or {@code liveness}, with secrets masked. */
record CheckEntries(String group, Secrets secrets, Map<String, String> settings) {

    void write(Optional<ProcessCheck> declared) {
        if (declared.isEmpty()) {
            put("type", "none");
            return;
        }
        ProcessCheck check = declared.get();
        probe(check.probe());
        ProbeSchedule schedule = check.schedule();
        put("initial-delay", schedule.initialDelay());
        put("interval", schedule.interval());
        put("timeout", schedule.timeout());
        put("retries", schedule.retries());
        if (group.equals("health")) {
            put("success-threshold", schedule.successThreshold());
            put("on-unhealthy", check.onUnhealthy());
        }
    }

    private void probe(Probe probe) {
        if (probe instanceof HttpProbe http) {
            put("type", "http");
            put("url", http.url());
            put("method", http.method());
            http.headers().forEach(this::header);
            put("expected-status", http.expectedStatus());
        } else if (probe instanceof TcpProbe tcp) {
            put("type", "tcp");
            put("host", tcp.host());
            put("port", tcp.port());
        } else if (probe instanceof CommandProbe command) {
            put("type", "command");
            settings.put(group + ".command", String.join(" ", secrets.mask(command.words())));
            put("expected-exit-code", command.expectedExitCode());
        } else if (probe instanceof LogProbe log) {
            put("type", "log");
            put("log", log.regex());
        } else if (probe instanceof NotifyProbe notice) {
            put("type", "notify");
            put("notify", notice.channel());
            put("watchdog", notice.watchdog());
        } else if (probe instanceof FileProbe file) {
            put("type", "file");
            put("file", file.file());
        } else if (probe instanceof GrpcProbe grpc) {
            put("type", "grpc");
            put("grpc", grpc.host() + ":" + grpc.port() + "/" + grpc.service());
        } else {
            // The class of the application has no name in the configuration.
            put("type", probe.getClass().getSimpleName());
        }
    }

    /** A value whose name decides whether it is a secret. */
    private void header(String name, String value) {
        String key = group + ".headers." + name;
        settings.put(key, secrets.maskHeader(key, value));
    }

    private void put(String key, Object value) {
        String text = SettingText.of(value);
        settings.put(group + "." + key, SettingText.isText(value) ? secrets.mask(text) : text);
    }
}
