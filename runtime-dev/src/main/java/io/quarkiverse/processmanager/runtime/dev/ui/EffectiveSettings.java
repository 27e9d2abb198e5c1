package io.quarkiverse.processmanager.runtime.dev.ui;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.HealthCheck;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.LogProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkiverse.processmanager.probe.TcpProbe;

/** Writes a definition as the keys of the configuration that would make it, as far as a value is not empty. */
final class EffectiveSettings {

    private final Map<String, String> settings = new LinkedHashMap<>();

    private EffectiveSettings() {
    }

    static Map<String, String> of(ProcessDefinition definition) {
        EffectiveSettings all = new EffectiveSettings();
        all.structure(definition);
        all.execution(definition.execution());
        all.health(definition);
        all.restart(definition.restart());
        all.put("stop.signal", definition.stop().signal());
        all.put("stop.timeout", definition.stop().timeout());
        all.put("stop.command", String.join(" ", definition.stop().command()));
        all.put("leftovers", definition.stop().leftovers());
        all.put("log.level", definition.log().level());
        all.put("log.stderr-level", definition.log().stderrLevel());
        all.put("log.buffer-size", definition.log().bufferBytes());
        all.put("log.line-length", definition.log().maxLineBytes());
        all.put("log.ansi", definition.log().ansi());
        all.put("log.file.path", definition.log().file().map(file -> file.path().toString()));
        all.put("limit.memory", definition.limits().memoryBytes());
        all.put("limit.cpu", definition.limits().cpuPercent());
        all.put("metrics.enabled", definition.metrics());
        return all.settings;
    }

    private void structure(ProcessDefinition definition) {
        put("name", definition.name());
        put("command", String.join(" ", definition.command().words()));
        put("shell", definition.command().shell());
        put("cwd", definition.command().directory());
        put("inherit-env", definition.command().inheritEnvironment());
        put("port", definition.port());
        put("depends-on", definition.dependencies().stream().map(EffectiveSettings::text).collect(Collectors.joining(",")));
        put("wait-for", definition.waitFor());
        put("auto-start", definition.start().auto());
        put("modes", definition.modes());
        put("startup-window", definition.start().window());
        put("startup-timeout", definition.start().timeout());
        put("wait-timeout", definition.start().waitTimeout());
        put("on-dependency-restart", definition.start().onDependencyRestart());
        put("success-exit-codes", definition.successExitCodes());
        put("required", definition.report().required());
        put("health.group", definition.report().group());
    }

    private void execution(Execution execution) {
        put("user", execution.user());
        put("group", execution.group());
        put("umask", execution.umask());
        put("nice", execution.nice());
        put("isolation", execution.isolation());
        put("detached", execution.detached());
    }

    private void health(ProcessDefinition definition) {
        put("health.type", definition.healthCheck().map(check -> kind(check.probe())).orElse("none"));
        definition.healthCheck().ifPresent(this::health);
    }

    private void health(HealthCheck check) {
        ProbeSchedule schedule = check.schedule();
        put("health.initial-delay", schedule.initialDelay());
        put("health.interval", schedule.interval());
        put("health.timeout", schedule.timeout());
        put("health.retries", schedule.retries());
        put("health.success-threshold", schedule.successThreshold());
        put("health.on-unhealthy", check.onUnhealthy());
    }

    /** As {@code health.type} says it; a check that code has made has no such name. */
    private static String kind(Probe probe) {
        return probe instanceof HttpProbe ? "http"
                : probe instanceof TcpProbe ? "tcp"
                        : probe instanceof CommandProbe ? "command"
                                : probe instanceof LogProbe ? "log" : probe.getClass().getSimpleName();
    }

    private void restart(RestartPolicy restart) {
        put("restart.policy", restart.mode());
        put("restart.delay", restart.delay());
        put("restart.backoff", restart.backoff());
        put("restart.max-delay", restart.maxDelay());
        put("restart.jitter", restart.jitter());
        put("restart.max", restart.max());
        put("restart.reset-after", restart.resetAfter());
    }

    private void put(String key, Object value) {
        String text = text(value);
        if (!text.isEmpty()) {
            settings.put(key, text);
        }
    }

    private static String text(Object value) {
        if (value instanceof Duration duration) {
            return duration.toString().substring(2).toLowerCase(Locale.ROOT);
        } else if (value instanceof Enum<?> choice) {
            return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
        } else if (value instanceof Collection<?> several) {
            return several.stream().map(EffectiveSettings::text).collect(Collectors.joining(","));
        } else if (value instanceof Dependency dependency) {
            return dependency.id() + dependency.condition().map(condition -> ":" + text(condition)).orElse("");
        } else if (value instanceof Optional<?> some) {
            return some.map(EffectiveSettings::text).orElse("");
        } else if (value instanceof OptionalInt number) {
            return number.isPresent() ? String.valueOf(number.getAsInt()) : "";
        } else if (value instanceof OptionalLong number) {
            return number.isPresent() ? String.valueOf(number.getAsLong()) : "";
        } else if (value instanceof OptionalDouble number) {
            return number.isPresent() ? String.valueOf(number.getAsDouble()) : "";
        }
        return String.valueOf(value);
    }
}
