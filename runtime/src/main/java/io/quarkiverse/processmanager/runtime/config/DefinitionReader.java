package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.HealthType;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkus.runtime.configuration.MemorySize;

/**
 * Reads one process: hands what some source sets to the builder, which knows the defaults and what is wrong. What cannot be
 * understood becomes a problem, and the definition goes on without it.
 */
final class DefinitionReader {

    private static final String[] NO_WORDS = {};

    private final String id;
    private final ProcessesConfig config;
    private final ProcessStructureConfig structure;
    private final ProcessConfig process;
    private final Site site;
    private final KnownPatterns patterns;
    private final Set<Mode> modes;
    private final boolean runsHere;
    private final Problems problems;
    private final ProcessDefinitionBuilder builder;

    /**
     * @param references the settings that refer to something without a value, and what they refer to
     */
    DefinitionReader(String id, ProcessesConfig config, Site site, Map<String, String> references,
            KnownPatterns patterns) {
        this.id = id;
        this.config = config;
        this.structure = config.structures().get(id);
        this.process = config.processes().get(id);
        this.site = site;
        this.patterns = patterns;
        this.modes = process.modes().orElseGet(config.common()::modes);
        this.runsHere = modes.contains(site.mode());
        this.problems = new Problems(id, references.keySet());
        this.builder = ProcessDefinition.builder(id);
        references.forEach((setting, reference) -> {
            if (runsHere && site.settles(reference)) {
                problems.addReference(setting, reference);
            }
        });
    }

    DeclaredProcess read() {
        structure.pattern().ifPresent(this::pattern);
        process.name().ifPresent(builder::name);
        command();
        environment();
        execution(process.execution());
        dependencies();
        start();
        HealthReader.read(structure.health(), process.health(), builder, problems);
        restart(process.restart());
        stop();
        log();
        usage();
        problems.addUnexplained(builder.problems());
        ProcessDefinition definition = builder.unchecked();
        if (definition.healthCheck().isEmpty() && structure.health().type().filter(HealthType.NONE::equals).isEmpty()
                && (problems.concern("health.") || problems.concern("port"))) {
            // So that the plan does not complain that there is no check; it never runs.
            definition = builder.healthProbe(context -> CompletableFuture
                    .completedFuture(ProbeResult.failure("the check is not known"))).unchecked();
        }
        return new DeclaredProcess(definition, modes, runsHere);
    }

    List<Problem> problems() {
        return problems.all();
    }

    private void pattern(String name) {
        patterns.find(name).ifPresentOrElse(builder::pattern, () -> problems.add("pattern", patterns.unknown(name)));
    }

    private void command() {
        process.shell().ifPresent(builder::shell);
        process.command().ifPresent(line -> builder
                .command(process.shell().orElse(false) ? new String[] { line } : words("command", line, problems)));
        process.args().ifPresent(args -> builder.args(args.toArray(String[]::new)));
        process.cwd().map(site.directory()::resolve).ifPresent(builder::cwd);
    }

    private void environment() {
        if (runsHere && site.hasFiles()) {
            process.envFile().ifPresent(files -> builder
                    .envFile(files.stream().map(site.directory()::resolve).toArray(Path[]::new)));
        }
        new ProcessEnvironment(id, config.raw()).variables(process.env()).forEach(builder::env);
        process.inheritEnv().ifPresent(builder::inheritEnv);
        process.port().ifPresent(builder::port);
    }

    private void execution(ExecutionConfig execution) {
        execution.user().ifPresent(builder::user);
        execution.group().ifPresent(builder::group);
        execution.umask().ifPresent(builder::umask);
        execution.nice().ifPresent(builder::nice);
        execution.limits().forEach((name, value) -> builder.limit(name, value.orElse("")));
        execution.isolation().ifPresent(builder::isolation);
        execution.detached().ifPresent(builder::detached);
    }

    private void dependencies() {
        for (String entry : structure.dependsOn().orElse(List.of())) {
            String[] parts = entry.strip().split(":", 2);
            Optional<Condition> condition = parts.length == 1 ? Optional.empty() : condition(parts[1].strip());
            builder.dependsOn(new Dependency(parts[0].strip(), condition));
        }
        structure.waitFor().ifPresent(builder::waitFor);
    }

    private Optional<Condition> condition(String name) {
        Optional<Condition> condition = Arrays.stream(Condition.values())
                .filter(value -> value.name().equalsIgnoreCase(name)).findFirst();
        if (condition.isEmpty()) {
            problems.add("depends-on", "'" + name + "' is no condition; use started, running, healthy or completed");
        }
        return condition;
    }

    private void start() {
        structure.required().ifPresent(builder::required);
        process.modes().ifPresent(some -> builder.modes(some.toArray(Mode[]::new)));
        process.autoStart().ifPresent(builder::autoStart);
        process.startupWindow().ifPresent(builder::startupWindow);
        process.startupTimeout().ifPresent(builder::startupTimeout);
        process.waitTimeout().ifPresent(builder::waitTimeout);
        process.onDependencyRestart().ifPresent(builder::onDependencyRestart);
        process.successExitCodes().ifPresent(builder::successExitCodes);
    }

    private void restart(RestartConfig restart) {
        restart.policy().ifPresent(builder::restartPolicy);
        restart.delay().ifPresent(builder::restartDelay);
        restart.backoff().ifPresent(builder::restartBackoff);
        restart.maxDelay().ifPresent(builder::restartMaxDelay);
        restart.jitter().ifPresent(builder::restartJitter);
        restart.max().ifPresent(builder::restartMax);
        restart.resetAfter().ifPresent(builder::restartResetAfter);
    }

    private void stop() {
        process.stop().signal().ifPresent(builder::stopSignal);
        process.stop().timeout().ifPresent(builder::stopTimeout);
        process.stop().command().map(line -> words("stop.command", line, problems)).ifPresent(builder::stopCommand);
        process.leftovers().ifPresent(builder::leftovers);
    }

    private void log() {
        CommonLogConfig common = config.common().log();
        ProcessLogConfig log = process.log();
        log.level().or(common::level).ifPresent(builder::logLevel);
        log.stderrLevel().or(common::stderrLevel).ifPresent(builder::logStderrLevel);
        log.bufferSize().or(common::bufferSize).map(MemorySize::asLongValue).ifPresent(builder::logBufferSize);
        log.lineLength().or(common::lineLength).map(MemorySize::asLongValue).ifPresent(builder::logLineLength);
        log.ansi().or(common::ansi).ifPresent(builder::logAnsi);
        log.mode().ifPresent(builder::logMode);
        log.merge().ifPresent(builder::logMerge);
        log.file().path().map(site.directory()::resolve).ifPresent(builder::logFilePath);
        LogRotationConfig rotation = log.file().rotation();
        rotation.maxFileSize().map(MemorySize::asLongValue).ifPresent(builder::logFileRotationMaxFileSize);
        rotation.maxBackupIndex().ifPresent(builder::logFileRotationMaxBackupIndex);
    }

    private void usage() {
        process.metrics().enabled().ifPresent(builder::metricsEnabled);
        LimitConfig limit = process.limit();
        limit.memory().map(MemorySize::asLongValue).ifPresent(builder::limitMemory);
        limit.cpu().ifPresent(builder::limitCpu);
        limit.samples().ifPresent(builder::limitSamples);
        limit.action().ifPresent(builder::limitAction);
    }

    static String[] words(String setting, String line, Problems problems) {
        try {
            return ShellWords.split(line).toArray(String[]::new);
        } catch (IllegalArgumentException e) {
            problems.add(setting, e.getMessage());
            return NO_WORDS;
        }
    }
}
