package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.LogFile;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.LogPolicy.Capture;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.StartPolicy;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkus.runtime.configuration.MemorySize;

/** Reads one process. What cannot be understood becomes a problem, and the definition goes on without it. */
final class DefinitionReader {

    private final String id;
    private final ProcessesConfig config;
    private final ProcessStructureConfig structure;
    private final ProcessConfig process;
    private final Site site;
    private final Set<Mode> modes;
    private final boolean runsHere;
    private final Problems problems;

    /**
     * @param references the settings that refer to something without a value, and what they refer to
     */
    DefinitionReader(String id, ProcessesConfig config, Site site, Map<String, String> references) {
        this.id = id;
        this.config = config;
        this.structure = config.structures().get(id);
        this.process = config.processes().get(id);
        this.site = site;
        this.modes = process.modes().orElseGet(config.common()::modes);
        this.runsHere = modes.contains(site.mode());
        this.problems = new Problems(id, references.keySet());
        references.forEach((setting, reference) -> {
            if (runsHere && site.settles(reference)) {
                problems.addReference(setting, reference);
            }
        });
    }

    DeclaredProcess read() {
        ProcessDefinition definition = new ProcessDefinition(id, process.name().orElse(id), command(), execution(),
                process.port(),
                dependencies(), structure.waitFor(), new HealthCheckReader(structure.health().type(), process, problems).read(),
                start(), restart(), stop(), log(), process.successExitCodes());
        problems.addUnexplained(definition.problems());
        return new DeclaredProcess(definition, modes, runsHere, structure.health().group(), structure.required());
    }

    List<Problem> problems() {
        return problems.all();
    }

    private Command command() {
        String line = process.command().orElse("");
        List<String> words = new ArrayList<>(process.shell() ? List.of(line) : words("command", line, problems));
        if (!words.isEmpty()) {
            words.addAll(process.args().orElse(List.of()));
        }
        Optional<Path> directory = process.cwd().map(site.directory()::resolve).map(Path::normalize);
        return new Command(words, process.shell(), directory, environment(), process.inheritEnv());
    }

    private Map<String, String> environment() {
        ProcessEnvironment environment = new ProcessEnvironment(id, config.raw(), problems);
        if (runsHere && site.hasFiles()) {
            process.envFile().orElse(List.of()).forEach(file -> environment.addFile(site.directory().resolve(file)));
        }
        environment.addVariables(process.env());
        return environment.variables();
    }

    private List<Dependency> dependencies() {
        List<Dependency> dependencies = new ArrayList<>();
        for (String entry : structure.dependsOn().orElse(List.of())) {
            String[] parts = entry.strip().split(":", 2);
            if (parts.length == 1) {
                dependencies.add(Dependency.on(parts[0]));
            } else {
                dependencies.add(condition(parts[1].strip()).map(condition -> Dependency.on(parts[0].strip(), condition))
                        .orElseGet(() -> Dependency.on(parts[0].strip())));
            }
        }
        return dependencies;
    }

    private Optional<Condition> condition(String name) {
        Optional<Condition> condition = Arrays.stream(Condition.values())
                .filter(value -> value.name().equalsIgnoreCase(name)).findFirst();
        if (condition.isEmpty()) {
            problems.add("depends-on", "'" + name + "' is no condition; use started, running, healthy or completed");
        }
        return condition;
    }

    private Execution execution() {
        ExecutionConfig execution = process.execution();
        Map<String, String> limits = new TreeMap<>();
        execution.limits().forEach((name, value) -> limits.put(name, value.orElse("")));
        return new Execution(execution.user(), execution.group(), execution.umask(), execution.nice(), limits,
                execution.isolation(), execution.detached());
    }

    private StartPolicy start() {
        return new StartPolicy(process.autoStart(), process.startupWindow(), process.startupTimeout(), process.waitTimeout(),
                process.onDependencyRestart());
    }

    private RestartPolicy restart() {
        RestartConfig restart = process.restart();
        return new RestartPolicy(restart.policy(), restart.delay(), restart.backoff(), restart.maxDelay(), restart.jitter(),
                restart.max(), restart.resetAfter());
    }

    private StopPolicy stop() {
        String signal = process.stop().signal().toUpperCase(Locale.ROOT);
        return new StopPolicy(signal.startsWith("SIG") ? signal.substring(3) : signal, process.stop().timeout(),
                process.stop().command().map(line -> words("stop.command", line, problems)).orElse(List.of()),
                process.leftovers());
    }

    private LogPolicy log() {
        CommonLogConfig common = config.common().log();
        ProcessLogConfig log = process.log();
        return new LogPolicy(log.level().orElseGet(common::level), log.stderrLevel().orElseGet(common::stderrLevel),
                bytes("log.buffer-size", log.bufferSize().orElseGet(common::bufferSize), LogPolicy.DEFAULT.bufferBytes()),
                bytes("log.line-length", log.lineLength().orElseGet(common::lineLength), LogPolicy.DEFAULT.maxLineBytes()),
                capture(log), log.ansi().orElseGet(common::ansi), log.file().path().map(path -> file(path, log.file())));
    }

    private static Capture capture(ProcessLogConfig log) {
        if (log.mode() == LogMode.DIRECT) {
            return Capture.DIRECT;
        }
        return log.merge() ? Capture.MERGED : Capture.SEPARATE;
    }

    private LogFile file(Path path, LogFileConfig file) {
        return new LogFile(site.directory().resolve(path).normalize(), file.rotation().maxFileSize().asLongValue(),
                file.rotation().maxBackupIndex());
    }

    private int bytes(String setting, MemorySize size, int fallback) {
        if (size.asLongValue() > Integer.MAX_VALUE) {
            problems.add(setting, size.asLongValue() + " bytes are more than the possible " + Integer.MAX_VALUE);
            return fallback;
        }
        return (int) size.asLongValue();
    }

    static List<String> words(String setting, String line, Problems problems) {
        try {
            return ShellWords.split(line);
        } catch (IllegalArgumentException e) {
            problems.add(setting, e.getMessage());
            return List.of();
        }
    }
}
