package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.AppliedPattern;
import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.LogMode;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.SchedulePolicy;
import io.quarkiverse.processmanager.StartPolicy;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.TerminalSize;
import io.quarkiverse.processmanager.UsageLimits;
import io.quarkiverse.processmanager.WatchPolicy;
import io.quarkiverse.processmanager.command.ProcessCommand;
import io.quarkiverse.processmanager.runtime.definition.ContributedKeys;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.RestartSettings;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.definition.command.CommandKeys;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;
import io.quarkiverse.processmanager.runtime.definition.traits.WatchSettings;

/**
 * Writes a definition as the keys of the configuration that lead to it, with secrets masked. A setting without a value has an empty
 * text. A test compares the keys with those of the mappings.
 */
final class EffectiveSettings {

    /** The keys whose values a definition has only as a part of another key. */
    static final Map<String, String> PARTS = Map.ofEntries(Map.entry("args", "command"), Map.entry("env-file", "env.*"),
            Map.entry("health.path", "health.url"), Map.entry("health.args", "health.command"),
            Map.entry("health.shell", "health.command"), Map.entry("liveness.path", "liveness.url"),
            Map.entry("liveness.args", "liveness.command"), Map.entry("liveness.shell", "liveness.command"),
            Map.entry("stop.shell", "stop.command"),
            Map.entry("pre-start.shell", "pre-start.command"), Map.entry("service.home", "command"),
            Map.entry("service.version", "command"), Map.entry("service.data", "data-dir"),
            Map.entry("service.init-scripts", "command"), Map.entry("service.directory", "data-dir"),
            Map.entry("service.shared", "data-dir"), Map.entry("service.feeds", "config.*"));

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Secrets secrets;

    private EffectiveSettings(Secrets secrets) {
        this.secrets = secrets;
    }

    static Map<String, String> of(ProcessDefinition definition) {
        EffectiveSettings all = new EffectiveSettings(Secrets.of(definition));
        Optional<AppliedPattern> pattern = definition.pattern();
        all.put("pattern", pattern.filter(one -> !one.isService()).map(AppliedPattern::name));
        all.put("service", pattern.filter(AppliedPattern::isService).map(AppliedPattern::name));
        all.put("name", definition.name());
        all.put("tags", definition.tags());
        all.put("replicas", definition.replicas());
        all.put("kind", definition.kind());
        all.command(definition.command());
        all.put("stdin", ProcessSettings.stdin(definition));
        all.put("tty", definition.command().terminal().isPresent());
        TerminalSize size = definition.command().terminal().orElse(TerminalSize.DEFAULT);
        all.put("tty.columns", size.columns());
        all.put("tty.rows", size.rows());
        all.put("host", definition.host());
        all.put("port", definition.port());
        definition.ports().forEach((name, port) -> all.put("ports." + name, port));
        all.put("port-conflict", definition.portConflict());
        all.put("port-owner", definition.portOwner());
        all.put("url-scheme", definition.urlScheme());
        definition.urlSchemes().forEach((name, scheme) -> all.put("url-schemes." + name, scheme));
        all.put("external", definition.external());
        all.execution(definition.execution());
        all.put("depends-on", definition.dependencies());
        all.put("wait-for", definition.waitFor());
        all.start(definition.start());
        all.put("modes", definition.modes());
        definition.config().forEach((key, value) -> all.named(ContributedKeys.setting(key), value));
        all.put("success-exit-codes", definition.successExitCodes());
        all.put("required", definition.report().required());
        all.put("health.group", definition.report().group());
        new CheckEntries("health", all.secrets, all.settings).write(definition.healthCheck());
        new CheckEntries("liveness", all.secrets, all.settings).write(definition.liveness());
        all.restart(definition.restart());
        all.stop(definition.stop());
        all.log(definition.log());
        all.put("metrics.enabled", definition.metrics());
        all.put("otel.logs", definition.otel().logs());
        all.put("otel.environment", definition.otel().environment());
        all.usageLimits(definition.usageLimits());
        all.watch(definition.watch());
        definition.commands().values().forEach(all::command);
        return all.settings;
    }

    private void command(Command command) {
        words("command", command.words());
        put("shell", command.shell());
        put("artifact", command.program().artifact());
        put("npm-script", command.program().npmScript());
        put("main-class", command.program().mainClass());
        put("java-options", secrets.mask(command.program().javaOptions()));
        put("cwd", command.directory());
        putAll("env.", command.environment());
        put("unset-env", command.unsetEnvironment());
        put("inherit-env", command.inheritEnvironment());
        put("inject-dependencies", command.injectDependencies());
    }

    private void execution(Execution execution) {
        put("user", execution.user());
        put("group", execution.group());
        put("umask", execution.umask());
        put("nice", execution.nice());
        putAll("ulimits.", execution.ulimits());
        put("isolation", execution.isolation());
        put("detached", execution.detached());
    }

    private void start(StartPolicy start) {
        put("auto-start", start.auto());
        put("start-phase", start.phase());
        put("creates", start.creates());
        put("rerun", start.rerun());
        schedule(start.schedule());
        put("data-dir", start.dataDir());
        put("test", start.test());
        put("startup-window", start.window());
        put("startup-timeout", start.timeout());
        put("wait-timeout", start.waitTimeout());
        words("pre-start.command", start.preStart());
        put("on-dependency-restart", start.onDependencyRestart());
    }

    private void schedule(SchedulePolicy schedule) {
        put("schedule.cron", schedule.cron());
        put("schedule.every", schedule.every());
        put("schedule.time-zone", schedule.timeZone());
        put("schedule.overlap", schedule.overlap());
    }

    private void restart(RestartPolicy restart) {
        put("restart.policy", restart.mode());
        put("restart.delay", restart.delay());
        put("restart.backoff", restart.backoff());
        put("restart.max-delay", restart.maxDelay());
        put("restart.jitter", restart.jitter());
        put("restart.max", restart.max().isPresent() ? restart.max() : RestartSettings.UNLIMITED);
        put("restart.reset-after", restart.resetAfter());
    }

    private void stop(StopPolicy stop) {
        put("stop.signal", stop.signal());
        put("stop.timeout", stop.timeout());
        put("stop.scope", stop.scope());
        words("stop.command", stop.command());
        put("leftovers", stop.leftovers());
    }

    private void log(LogPolicy log) {
        put("log.level", log.level());
        put("log.stderr-level", log.stderrLevel());
        put("log.rate-limit", log.rateLimit());
        put("log.buffer-size", log.bufferBytes());
        put("log.line-length", log.maxLineBytes());
        put("log.mode", log.capture() == LogPolicy.Capture.DIRECT ? LogMode.DIRECT : LogMode.LINES);
        put("log.merge", log.capture() == LogPolicy.Capture.MERGED);
        put("log.ansi", log.ansi());
        log.file().ifPresentOrElse(this::logFile, () -> put("log.file.path", ""));
    }

    private void logFile(LogFile file) {
        put("log.file.path", file.path());
        put("log.file.rotation.max-file-size", file.maxBytes());
        put("log.file.rotation.max-backup-index", file.maxBackups());
    }

    private void watch(WatchPolicy watch) {
        put("watch", watch.patterns());
        put("watch.action", WatchSettings.actionText(watch));
        put("watch.debounce", watch.debounce());
        put("watch.cascade", watch.cascade());
    }

    private void command(ProcessCommand command) {
        words(CommandKeys.key(command.name(), "command"), command.words());
        CommandKeys.values(command).forEach(this::put);
    }

    private void usageLimits(UsageLimits limits) {
        put("usage-limit.memory", limits.memoryBytes());
        put("usage-limit.cpu", limits.cpuPercent());
        put("usage-limit.samples", limits.samples());
        put("usage-limit.action", limits.action());
    }

    private void putAll(String prefix, Map<String, String> values) {
        values.forEach((name, value) -> named(prefix + name, value));
    }

    /** A value whose name decides whether it is a secret. */
    private void named(String key, String value) {
        settings.put(key, secrets.mask(Map.of(key, value)).get(key));
    }

    private void words(String key, List<String> words) {
        settings.put(key, String.join(" ", secrets.mask(words)));
    }

    private void put(String key, Object value) {
        String text = SettingText.of(value);
        settings.put(key, SettingText.isText(value) ? secrets.mask(text) : text);
    }
}
