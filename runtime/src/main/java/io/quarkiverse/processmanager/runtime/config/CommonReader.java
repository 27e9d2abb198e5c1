package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.quarkiverse.processmanager.runtime.config.console.MonitorKeyRule;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.Variables;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/** Reads the settings of all processes: their problems, and the environment that each process receives. */
final class CommonReader {

    private final CommonConfig common;
    private final ProcessesConfig config;
    private final LaunchContext context;
    private final boolean someRun;
    private final Problems problems;
    private final Map<String, String> variables = new TreeMap<>();
    private final Set<String> unset;

    /**
     * @param problems receives the problems of the common settings
     */
    CommonReader(ProcessesConfig config, LaunchContext context, Problems problems) {
        this.common = config.common();
        this.config = config;
        this.context = context;
        this.problems = problems;
        this.unset = common.unsetEnv().orElse(Set.of());
        this.someRun = config.processes().keySet().stream().anyMatch(id -> context.has(id, config));
        problems.addMissingValues((reference, ids) -> someRun && context.staysUnresolved(reference, ids));
    }

    /** Reads the variables; those of a file only if the value of {@code env-file} has no problem. */
    void readVariables() {
        if (someRun && context.hasFiles() && !problems.concern("env-file")) {
            List<Path> files = common.envFile().orElse(List.of());
            for (Path file : files) {
                Path path = context.directory().resolve(file);
                Variables.read(path, variables, problems::add);
                Variables.references(path).ifPresent(message -> problems.warn("env-file", message));
            }
        }
        variables.putAll(new ProcessEnvironment(SettingName.COMMON, config.raw()).variables(common.env()));
    }

    /** Adds the problems of the values. */
    void check() {
        for (String name : unset) {
            if (variables.containsKey(name)) {
                problems.add("unset-env", "removes " + name + ", but env or env-file sets it; keep one of them");
            }
        }
        Duration beforeApp = common.beforeAppTimeout();
        if (beforeApp.isNegative() || beforeApp.isZero()) {
            problems.add("before-app-timeout", SettingText.of(beforeApp) + " is not longer than zero");
        }
        common.shutdownTimeout().filter(timeout -> timeout.isNegative() || timeout.isZero()).ifPresent(
                timeout -> problems.add("shutdown-timeout", SettingText.of(timeout) + " is not longer than zero"));
        if (common.lastGracePeriod().isNegative()) {
            problems.add("last-grace-period", SettingText.of(common.lastGracePeriod()) + " is negative");
        }
        if (common.test().awaitTimeout().isNegative() || common.test().awaitTimeout().isZero()) {
            problems.add("test.await-timeout", SettingText.of(common.test().awaitTimeout()) + " is not longer than zero");
        }
        MonitorKeyRule.problem(common.console()).ifPresent(message -> problems.add("console.monitor-key", message));
        Duration interval = common.metricsInterval();
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            problems.add("metrics.interval", SettingText.of(interval) + " is shorter than one second");
        }
    }

    /** The definition with the variables of all processes, which those of the process override. */
    ProcessSettings complete(ProcessSettings definition, Problems found) {
        if (variables.isEmpty() && unset.isEmpty() || definition.external()) {
            return definition;
        }
        CommandSettings command = ((CommandSettings) definition.command()).with(variables, unset);
        Map<String, String> common = new TreeMap<>(command.environment());
        common.keySet().removeAll(definition.command().environment().keySet());
        ListenCheck.conflicts(definition, common)
                .forEach((setting, message) -> found.add(setting, message + " (quarkus.process-manager.env)"));
        return definition.withCommand(command);
    }
}
