package io.quarkiverse.processmanager.runtime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.runtime.config.program.InstallTasks;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.DependencySettings;
import io.quarkiverse.processmanager.runtime.definition.KindInference;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.rules.plan.References;
import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;
import io.quarkiverse.processmanager.runtime.testing.TestInstances;
import io.quarkiverse.processmanager.runtime.time.Durations;

/**
 * The definitions that the configuration declares, and their problems. This is the only step from configuration to records: no
 * mapping leaves this package.
 *
 * @param all the definitions in the order of their ids, also those that do not run in the mode of the application. A process
 * with a problem is included with the settings that could be parsed, so that the plan does not miss it
 * @param problems all problems except those that the plan finds
 * @param warnings settings that are valid but probably not meant; only a build reports them
 * @param shutdown the time limits of a stop of all processes
 * @param beforeAppTimeout how long the start of the application waits for the processes that start before it
 * @param modes the modes of the processes without modes of their own
 * @param instances decides which processes run in the mode of the application
 */
public record Definitions(List<ProcessDefinition> all, List<Problem> problems, List<Problem> warnings, ShutdownLimits shutdown,
        Duration beforeAppTimeout, Set<Mode> modes, TestInstances instances) {

    public Definitions {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        modes = Set.copyOf(modes);
    }

    /** Reads the configuration with the patterns of the extension. */
    public static Definitions read(ProcessesConfig config, LaunchContext context) {
        return read(config, context, PatternRegistry.builtIn());
    }

    /** Reads the configuration with the given patterns. */
    public static Definitions read(ProcessesConfig config, LaunchContext context, PatternRegistry patterns) {
        return new DefinitionsReader(config, context, patterns).read();
    }

    /**
     * These definitions with those of a test, each of which replaces the declared one with its id, or is added. The problems of
     * a declared one go with it, and so does the installation that only that one needs. The contributions of a declared one to
     * the configuration of the application stay, so the definition of the test starts in the same phase unless it has its own.
     */
    public Definitions overriddenBy(List<ProcessDefinition> overriding) {
        if (overriding.isEmpty()) {
            return this;
        }
        Map<String, ProcessDefinition> merged = new TreeMap<>();
        all.forEach(definition -> merged.put(definition.id(), definition));
        Set<String> gone = new HashSet<>(merged.keySet());
        Map<String, StartPhase> phases = Plan.phases(all.stream().filter(this::isHere).toList());
        overriding.forEach(definition -> merged.put(definition.id(),
                inPhase(definition, Optional.ofNullable(merged.get(definition.id())), phases)));
        List<ProcessDefinition> next = InstallTasks.withoutUnused(merged.values());
        next.forEach(definition -> gone.remove(definition.id()));
        overriding.forEach(definition -> gone.add(definition.id()));
        List<Problem> left = problems.stream().filter(problem -> !gone.contains(problem.processId())).toList();
        return new Definitions(next, left, warnings, shutdown, beforeAppTimeout, modes, instances);
    }

    /**
     * The definition of a test with the start phase of the declared one, which a definition with a phase or contributions of its
     * own does not need.
     */
    private static ProcessDefinition inPhase(ProcessDefinition ofTest, Optional<ProcessDefinition> declared,
            Map<String, StartPhase> phases) {
        if (declared.isEmpty() || ofTest.start().phase().isPresent() || !ofTest.start().auto()) {
            return ofTest;
        }
        Optional<StartPhase> planned = Optional.ofNullable(phases.get(ofTest.id()))
                .filter(phase -> phase != StartPhase.WITH_APP && ofTest.config().isEmpty());
        return declared.get().start().phase().or(() -> planned)
                .<ProcessDefinition> map(ProcessSettings.of(ofTest)::startingIn).orElse(ofTest);
    }

    /** The problems of each process alone, and those of all processes as a plan. */
    public List<Problem> allProblems() {
        List<Problem> found = new ArrayList<>(problems);
        found.addAll(Plan.problems(all));
        return found;
    }

    /** Settings of the running processes that are valid but contradict each other. The application starts with them. */
    public List<Problem> contradictions() {
        Duration timeout = shutdown.timeout().orElse(Durations.LONGEST);
        Map<Duration, List<String>> longer = new LinkedHashMap<>();
        running().stream().filter(definition -> definition.stop().timeout().compareTo(timeout) > 0).forEach(definition -> longer
                .computeIfAbsent(definition.stop().timeout(), any -> new ArrayList<>()).add(definition.id()));
        // One problem for all, because most processes have the default.
        return longer.isEmpty() ? List.of()
                : List.of(new Problem("", "shutdown-timeout", SettingText.of(timeout) + " is shorter than the stop.timeout of "
                        + longer.entrySet().stream()
                                .map(one -> String.join(", ", one.getValue()) + " (" + SettingText.of(one.getKey()) + ")")
                                .collect(Collectors.joining(", "))
                        + ": the end of the application kills a process before its grace period is over"));
    }

    /**
     * The plan of the processes that run in the mode of the application, with each replica as a process.
     * {@link #allProblems()} has checked it.
     */
    public Plan plan() {
        Set<String> shared = shared().stream().map(ProcessDefinition::id).collect(Collectors.toSet());
        return Plan.ofChecked(
                Replicas.expand(running().stream().map(process -> withoutShared(process, shared)).toList()));
    }

    /** The mode of the application. */
    public Mode mode() {
        return instances.mode();
    }

    /**
     * The processes of dev mode that these tests use. Their dependents do not wait for them, because the start of
     * the application has waited.
     */
    public List<ProcessDefinition> shared() {
        return all.stream().filter(process -> instances.shares(process, modesOf(process))).toList();
    }

    /** The shared tasks: their dependents cannot start before they have completed in dev mode. */
    public List<ProcessDefinition> sharedTasks() {
        Set<String> awaited = all.stream().flatMap(process -> process.dependencies().stream())
                .filter(dependency -> dependency.condition().filter(Dependency.Condition.COMPLETED::equals).isPresent())
                .map(Dependency::id)
                .collect(Collectors.toSet());
        return shared().stream().filter(process -> KindInference.kind(process, awaited.contains(process.id()))
                .filter(ProcessKind.TASK::equals).isPresent()).toList();
    }

    /** The dependencies on shared processes may be absent; what they give to the dependent becomes its own environment. */
    private ProcessDefinition withoutShared(ProcessDefinition process, Set<String> shared) {
        if (process.dependencies().stream().noneMatch(dependency -> shared.contains(dependency.id()))) {
            return process;
        }
        Map<String, ProcessDefinition> known = new TreeMap<>();
        all.stream().filter(one -> shared.contains(one.id())).forEach(one -> known.put(one.id(), one));
        Map<String, String> variables = new TreeMap<>();
        References.of(process, known).values().forEach(variables::putAll);
        List<Dependency> dependencies = process.dependencies().stream().map(dependency -> shared.contains(dependency.id())
                ? new DependencySettings(dependency.id(), dependency.condition(), true)
                : dependency).toList();
        return ProcessSettings.of(process).withDependencies(dependencies)
                .withCommand(CommandSettings.of(process.command()).with(variables, Set.of()));
    }

    /** The definitions that run in the mode of the application. */
    public List<ProcessDefinition> running() {
        return all.stream().filter(this::runsHere).toList();
    }

    /** The ids of the processes with replicas. */
    public Set<String> withReplicas() {
        return all.stream().filter(Replicas::isTemplate).map(ProcessDefinition::id).collect(Collectors.toSet());
    }

    /** The ids of the processes that do not run in the mode of the application. */
    public List<String> idle() {
        return all.stream().filter(definition -> !runsHere(definition)).map(ProcessDefinition::id).toList();
    }

    boolean runsHere(ProcessDefinition definition) {
        return isHere(definition) && !instances.shares(definition, modesOf(definition));
    }

    /** Whether the process runs here, or in dev mode for these tests. */
    boolean isHere(ProcessDefinition definition) {
        return instances.has(modesOf(definition), definition.start().test());
    }

    /** The contradictions of {@code test} with other settings. */
    List<Problem> problemsOfTests(boolean atStart) {
        return all.stream().flatMap(process -> instances.problems(process, modesOf(process), atStart).stream()).toList();
    }

    /** The modes in which the process runs: its own or the common ones. */
    Set<Mode> modesOf(ProcessDefinition definition) {
        return definition.modes().orElse(modes);
    }
}
