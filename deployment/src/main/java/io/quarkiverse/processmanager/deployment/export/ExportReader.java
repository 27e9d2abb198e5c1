package io.quarkiverse.processmanager.deployment.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.deployment.ProcessesConfigBuildItem;
import io.quarkiverse.processmanager.runtime.config.Definitions;
import io.quarkiverse.processmanager.runtime.config.KnownKeys;
import io.quarkiverse.processmanager.runtime.config.LaunchContext;
import io.quarkiverse.processmanager.runtime.config.PatternRegistry;
import io.quarkiverse.processmanager.runtime.config.ProcessesConfig;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Reads the configuration of a build as it is where the processes will run: with other hosts, ports and directories. Settings that
 * refer to them, such as {@code $&#123;quarkus.processes.db.port}}, have the values of that place.
 */
final class ExportReader {

    /** Services that serve a developer only. */
    private static final Set<String> DEVELOPMENT = Set.of("vite", "next", "angular");

    private final ProcessesConfig config;
    private final PatternRegistry patterns;
    private final String application;
    private final Path project;
    private final List<ProcessDefinition> here;
    private final Map<String, Set<String>> written;

    /**
     * @param config the configuration of the build
     * @param application the name of the application
     * @param project the directory of the module that is built
     */
    ExportReader(ProcessesConfig config, PatternRegistry patterns, String application, Path project) {
        this.config = config;
        this.patterns = patterns;
        this.application = application;
        this.project = project;
        this.here = read(config);
        this.written = KnownKeys.written(config.raw(), config.ids());
    }

    private List<ProcessDefinition> read(ProcessesConfig some) {
        return Definitions.read(some, LaunchContext.ofBuild(Path.of(""), LaunchMode.NORMAL), patterns).all();
    }

    /** The plan of the processes with some ids at a place. */
    ExportPlan read(ExportTarget target, Predicate<String> ids) {
        List<Problem> leftOut = new ArrayList<>();
        List<ProcessDefinition> exported = new ArrayList<>();
        for (ProcessDefinition definition : here) {
            if (ids.test(definition.id())) {
                reason(definition).ifPresentOrElse(leftOut::add, () -> exported.add(definition));
            }
        }
        ExportedSettings settings = new ExportedSettings(config, target, exported);
        ProcessesConfig there = ProcessesConfigBuildItem.with(config.raw(),
                new PropertiesConfigSource(settings.properties(), "export", Integer.MAX_VALUE));
        Map<String, ProcessDefinition> byId = read(there).stream()
                .collect(Collectors.toMap(ProcessDefinition::id, Function.identity()));
        DefinitionAt place = new DefinitionAt(settings.addresses(), target);
        List<ProcessDefinition> moved = new ArrayList<>();
        Set<String> known = exported.stream().map(ProcessDefinition::id).collect(Collectors.toCollection(TreeSet::new));
        for (ProcessDefinition definition : exported) {
            // One machine cannot run several processes with the same ports: the first replica stands there for all of them.
            boolean single = definition.replicas() == 1 || !target.containers();
            moved.add(withKnown(Replicas.withOwnPorts(place.move(byId.get(definition.id())), single), known, leftOut));
        }
        Plan plan = Plan.ofChecked(moved);
        List<ExportedProcess> processes = plan.definitions().stream().map(one -> process(plan, one, settings)).toList();
        sameVariables(processes, leftOut);
        return new ExportPlan(application, settings.httpPort(), processes,
                new ApplicationSettings(config.raw(), there.raw(), settings, processes).environment(), leftOut);
    }

    /** Why no deployment has the process. */
    private static Optional<Problem> reason(ProcessDefinition definition) {
        if (definition.external()) {
            return Optional
                    .of(new Problem(definition.id(), "external", "is true, so the process is left out: it runs elsewhere"));
        }
        if (definition.modes().filter(modes -> !modes.contains(Mode.PROD)).isPresent()) {
            return Optional.of(new Problem(definition.id(), "modes", "does not contain prod, so the process is left out"));
        }
        return definition.pattern().filter(pattern -> pattern.isService() && DEVELOPMENT.contains(pattern.name()))
                .map(pattern -> new Problem(definition.id(), "service", pattern.name()
                        + " is a server for development, so the process is left out; the package has the built pages"));
    }

    /** A dependency on a process that is not part of the deployment cannot be waited for. */
    private static ProcessDefinition withKnown(ProcessSettings definition, Set<String> known, List<Problem> leftOut) {
        List<Dependency> left = new ArrayList<>();
        for (Dependency dependency : definition.dependencies()) {
            if (known.contains(dependency.id())) {
                left.add(dependency);
            } else if (!dependency.mayBeAbsent()) {
                leftOut.add(new Problem(definition.id(), "depends-on",
                        "has '" + dependency.id() + "', which is left out, so the process does not wait for it"));
            }
        }
        return definition.withDependencies(left);
    }

    /** The ids {@code a} and {@code a-b} can have secrets that differ, and the same variable. */
    private static void sameVariables(List<ExportedProcess> processes, List<Problem> leftOut) {
        Map<String, ExportedProcess> owners = new HashMap<>();
        for (ExportedProcess process : processes) {
            process.secrets().values().forEach((variable, value) -> {
                ExportedProcess owner = owners.putIfAbsent(variable, process);
                if (owner != null && !owner.secrets().values().get(variable).equals(value)) {
                    leftOut.add(new Problem(process.id(), "env", "has another secret with the name " + variable + " than '"
                            + owner.id() + "', and both receive the same value; rename a variable or a process"));
                }
            });
        }
    }

    private ExportedProcess process(Plan plan, ProcessDefinition definition, ExportedSettings settings) {
        String id = definition.id();
        Map<String, Dependency.Condition> waitsFor = new LinkedHashMap<>(plan.waitsFor(definition));
        Set<String> keys = new TreeSet<>(written.getOrDefault(id, Set.of()));
        EnvFiles envFiles = EnvFiles.of(project, config.common().envFile().orElse(List.of()),
                Optional.ofNullable(config.processes().get(id)).flatMap(process -> process.envFile()).orElse(List.of()),
                Optional.ofNullable(config.processes().get(id)).map(process -> process.env().keySet()).orElse(Set.of()),
                definition.command().environment().keySet());
        List<String> scripts = Optional.ofNullable(config.processes().get(id))
                .flatMap(process -> process.service().initScripts()).orElse(List.of()).stream().map(String::strip).toList();
        Optional<String> image = Optional.ofNullable(config.structures().get(id)).flatMap(structure -> structure.image())
                .map(String::strip).filter(text -> !text.isEmpty());
        return new ExportedProcess(definition, image, settings.image(id), waitsFor, settings.fixed(id), envFiles, scripts, keys,
                isLocalProgram(definition), ExportedSecrets.of(definition));
    }

    /**
     * Whether the program is a file of this machine: an artifact, a script of this project, or a path that is not that of a directory
     * for programs, which each image has.
     */
    private static boolean isLocalProgram(ProcessDefinition definition) {
        if (!definition.command().program().artifact().isEmpty()) {
            return true;
        }
        List<String> words = definition.command().words();
        String program = words.isEmpty() || definition.command().shell() ? "" : words.get(0);
        return program.contains("/") && (!program.startsWith("/") || program.startsWith(System.getProperty("user.home") + "/")
                || program.startsWith(Path.of("").toAbsolutePath() + "/")
                || program.startsWith(System.getProperty("java.home") + "/"));
    }
}
