package io.quarkiverse.processmanager.runtime.definition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

import io.quarkiverse.processmanager.AppliedPattern;
import io.quarkiverse.processmanager.Command;
import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.HealthReport;
import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.OtelPolicy;
import io.quarkiverse.processmanager.PortConflict;
import io.quarkiverse.processmanager.PortOwner;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessHooks;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.StartPolicy;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.UsageLimits;
import io.quarkiverse.processmanager.WatchPolicy;
import io.quarkiverse.processmanager.command.ProcessCommand;
import io.quarkiverse.processmanager.runtime.definition.check.CheckInference;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenSettings;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;
import io.quarkiverse.processmanager.runtime.definition.traits.Replication;
import io.quarkiverse.processmanager.runtime.definition.traits.Traits;

/** The record behind {@link ProcessDefinition}, for a definition from properties and for a definition from code. */
public record ProcessSettings(String id, String name, Optional<ProcessKind> kind, Command command, Execution execution,
        ListenSettings listen, List<Dependency> dependencies,
        Optional<Dependency.Condition> waitFor,
        Optional<ProcessCheck> healthCheck,
        StartPolicy start, RestartPolicy restart, StopPolicy stop, LogPolicy log, Set<Integer> successExitCodes,
        Optional<Set<Mode>> modes, Map<String, String> config, HealthReport report, boolean metrics, UsageLimits usageLimits,
        Optional<AppliedPattern> pattern, boolean keepOnReload, Traits traits, ProcessHooks hooks)
        implements
            ProcessDefinition {

    public ProcessSettings {
        dependencies = List.copyOf(dependencies);
        successExitCodes = Collections.unmodifiableSet(new TreeSet<>(successExitCodes));
        config = Collections.unmodifiableMap(new TreeMap<>(config));
        modes = modes.map(some -> Collections.unmodifiableSet(new TreeSet<>(some)));
    }

    /**
     * The definition as a record.
     *
     * @throws ProcessException {@link Reason#INVALID} if the definition does not come from a builder
     */
    public static ProcessSettings of(ProcessDefinition definition) {
        if (definition instanceof ProcessSettings settings) {
            return settings;
        }
        throw new ProcessException(Reason.INVALID, definition.id(), "cannot use the definition of process '" + definition.id()
                + "': " + definition.getClass().getName() + " is not made by ProcessDefinition.builder");
    }

    @Override
    public Set<String> tags() {
        return traits.tags();
    }

    @Override
    public WatchPolicy watch() {
        return traits.watch();
    }

    @Override
    public boolean external() {
        return traits.location().external();
    }

    @Override
    public int replicas() {
        return traits.replication().declared().orElse(1);
    }

    @Override
    public Optional<ProcessCheck> liveness() {
        return traits.liveness();
    }

    @Override
    public Optional<String> replicaOf() {
        return traits.replication().member().map(member -> member.template().id());
    }

    @Override
    public OptionalInt replicaIndex() {
        return traits.replication().member().map(member -> OptionalInt.of(member.index())).orElse(OptionalInt.empty());
    }

    @Override
    public Map<String, ProcessCommand> commands() {
        return traits.commands();
    }

    @Override
    public OtelPolicy otel() {
        return traits.otel();
    }

    @Override
    public String host() {
        return listen.host();
    }

    @Override
    public OptionalInt port() {
        return listen.port();
    }

    @Override
    public Map<String, Integer> ports() {
        return listen.ports();
    }

    @Override
    public PortOwner portOwner() {
        return listen.owner();
    }

    @Override
    public PortConflict portConflict() {
        return listen.conflict();
    }

    @Override
    public Optional<String> urlScheme() {
        return listen.urlScheme();
    }

    @Override
    public Map<String, String> urlSchemes() {
        return listen.urlSchemes();
    }

    /** Whether a running process with the first definition needs a restart to get the second definition. */
    public static boolean needRestart(ProcessDefinition now, ProcessDefinition next) {
        return now.external() != next.external() || !now.command().equals(next.command())
                || !now.execution().equals(next.execution())
                || of(now).listen.needsRestartFor(of(next).listen) || !now.start().dataDir().equals(next.start().dataDir())
                || !NoticeSettings.of(now).equals(NoticeSettings.of(next))
                || now.otel().environment() != next.otel().environment()
                || LogSettings.under(now.execution(), now.log())
                        .needsRestartFor(LogSettings.under(next.execution(), next.log()));
    }

    /** Whether the process serves until it is stopped. */
    public static boolean isService(ProcessDefinition definition) {
        return definition.kind().filter(ProcessKind.SERVICE::equals).isPresent();
    }

    /** Whether the process is done when it has exited with success, and never up. */
    public static boolean isTask(ProcessDefinition definition) {
        return definition.kind().filter(ProcessKind.TASK::equals).isPresent();
    }

    /** The standard input of the process: the declared one, else the default for its kind. */
    public static Stdin stdin(ProcessDefinition definition) {
        boolean closed = definition.command().terminal().isEmpty()
                && (isTask(definition) || definition.execution().detached());
        return definition.command().stdin().orElse(closed ? Stdin.NONE : Stdin.OPEN);
    }

    /** This definition with the kind that the plan has found. */
    public ProcessSettings as(ProcessKind found) {
        RestartPolicy policy = found == ProcessKind.TASK ? RestartSettings.ofTask(restart) : restart;
        return new ProcessSettings(id, name, Optional.of(found), command, execution, listen, dependencies,
                waitFor,
                healthCheck,
                start, policy, stop, log, successExitCodes, modes, config, report, metrics, usageLimits, pattern, keepOnReload,
                traits, hooks);
    }

    /** This definition with the start phase that the plan has found. */
    public ProcessSettings startingIn(StartPhase found) {
        return new ProcessSettings(id, name, kind, command, execution, listen, dependencies, waitFor, healthCheck,
                ((StartSettings) start).in(found), restart, stop, log, successExitCodes, modes, config, report, metrics,
                usageLimits, pattern, keepOnReload, traits, hooks);
    }

    /**
     * This definition for a process that a test brings: it runs in the mode {@code test} only.
     *
     * @param directory finds the directory for its data, if it has one
     */
    public ProcessSettings inTest(UnaryOperator<Path> directory) {
        StartSettings moved = ((StartSettings) start).inTest(directory);
        // The command line of a service contains its directory.
        Command own = pattern.filter(AppliedPattern::isService).isEmpty() || moved.dataDir().isEmpty() ? command
                : CommandSettings.of(command).moved(start.dataDir().get().toString(), moved.dataDir().get().toString());
        return new ProcessSettings(id, name, kind, own, execution, listen, dependencies, waitFor, healthCheck, moved, restart,
                stop, log, successExitCodes,
                Optional.of(Set.of(Mode.TEST)), config, report, metrics, usageLimits, pattern, keepOnReload, traits, hooks);
    }

    /** Whether the start of the application waits for this process of a plan. */
    public static boolean startsBeforeApp(ProcessDefinition definition) {
        return definition.start().phase().filter(StartPhase.BEFORE_APP::equals).isPresent();
    }

    /** Whether this process of a plan starts when the application accepts requests. */
    public static boolean startsAfterApp(ProcessDefinition definition) {
        return definition.start().phase().filter(StartPhase.AFTER_APP::equals).isPresent();
    }

    /**
     * Whether this process of a plan stops before the application does, because it starts after the application. A detached process
     * outlives the application, and one that runs elsewhere is only watched.
     */
    public static boolean stopsBeforeApp(ProcessDefinition definition) {
        return startsAfterApp(definition) && !definition.execution().detached() && !definition.external();
    }

    /** This definition with another command. */
    public ProcessSettings withCommand(Command other) {
        return new ProcessSettings(id, name, kind, other, execution, listen, dependencies, waitFor,
                healthCheck,
                start, restart, stop, log, successExitCodes, modes, config, report, metrics, usageLimits, pattern, keepOnReload,
                traits, hooks);
    }

    /**
     * This definition for a process that does not start with the application, but when another process or a command needs it. A task
     * with a schedule is a task without one.
     */
    public ProcessSettings onDemand() {
        Optional<ProcessKind> same = start.schedule().isSet() ? Optional.of(ProcessKind.TASK) : kind;
        return new ProcessSettings(id, name, same, command, execution, listen, dependencies, waitFor, healthCheck,
                ((StartSettings) start).onDemand(), restart, stop, log, successExitCodes, modes, config, report, metrics,
                usageLimits, pattern, keepOnReload, traits, hooks);
    }

    /** This definition with other dependencies. */
    public ProcessSettings withDependencies(List<Dependency> others) {
        return new ProcessSettings(id, name, kind, command, execution, listen, others, waitFor, healthCheck, start, restart,
                stop, log, successExitCodes, modes, config, report, metrics, usageLimits, pattern, keepOnReload, traits, hooks);
    }

    /** This definition with a dependency on a task. A dependency on it that is there already stays. */
    public ProcessSettings dependingOn(String task) {
        if (dependencies.stream().map(Dependency::id).anyMatch(task::equals)) {
            return this;
        }
        List<Dependency> all = new ArrayList<>(dependencies);
        all.add(Dependency.on(task, Dependency.Condition.COMPLETED));
        return withDependencies(all);
    }

    /** This definition without the dependency on a task. */
    public ProcessSettings withoutDependency(String task) {
        return withDependencies(dependencies.stream().filter(dependency -> !dependency.id().equals(task)).toList());
    }

    /**
     * This definition with a command that runs before each start.
     *
     * @param variables further environment variables, which replace none
     */
    public ProcessSettings preparedBy(List<String> preStart, Map<String, String> variables) {
        return new ProcessSettings(id, name, kind, CommandSettings.of(command).withDefaults(variables), execution, listen,
                dependencies, waitFor, healthCheck,
                ((StartSettings) start).preparedBy(preStart), restart, stop, log, successExitCodes, modes, config, report,
                metrics,
                usageLimits, pattern, keepOnReload, traits, hooks);
    }

    /** This definition with ports that were chosen for it. Its checks connect to the chosen main port, too. */
    public ProcessSettings withPorts(OptionalInt main, Map<String, Integer> named) {
        Optional<ProcessCheck> check = healthCheck.map(one -> CheckInference.on(main, one));
        Traits checked = traits.with(liveness().map(one -> CheckInference.on(main, one)));
        return new ProcessSettings(id, name, kind, command, execution, listen.with(main, named), dependencies, waitFor, check,
                start, restart, stop, log, successExitCodes, modes, config, report, metrics, usageLimits, pattern, keepOnReload,
                checked, hooks);
    }

    /** This definition, whose ports with these names were chosen because their setting is 0. */
    public ProcessSettings withChosenPorts(Set<String> names) {
        return new ProcessSettings(id, name, kind, command, execution, listen.withChosen(names), dependencies, waitFor,
                healthCheck, start, restart, stop, log, successExitCodes, modes, config, report, metrics, usageLimits, pattern,
                keepOnReload, traits, hooks);
    }

    /** This definition with the settings of its service. */
    public ProcessSettings withPattern(AppliedPattern applied) {
        return new ProcessSettings(id, name, kind, command, execution, listen, dependencies, waitFor, healthCheck, start,
                restart, stop, log, successExitCodes, modes, config, report, metrics, usageLimits, Optional.of(applied),
                keepOnReload, traits, hooks);
    }

    /** This definition with another id and name. */
    public ProcessSettings named(String otherId, String otherName) {
        return new ProcessSettings(otherId, otherName, kind, command, execution, listen, dependencies, waitFor, healthCheck,
                start,
                restart, stop, log, successExitCodes, modes, config, report, metrics, usageLimits, pattern, keepOnReload,
                traits,
                hooks);
    }

    /** This definition with other traits. */
    public ProcessSettings withTraits(Traits others) {
        return new ProcessSettings(id, name, kind, command, execution, listen, dependencies, waitFor, healthCheck, start,
                restart, stop, log, successExitCodes, modes, config, report, metrics, usageLimits, pattern, keepOnReload,
                others,
                hooks);
    }

    /** This definition with what is different in each of several replicas. */
    public ProcessSettings ofReplica(Command own, Optional<ProcessCheck> check, StartPolicy starting, StopPolicy stopping,
            LogPolicy logging) {
        return new ProcessSettings(id, name, kind, own, execution, listen, dependencies, waitFor, check, starting, restart,
                stopping, logging, successExitCodes, modes, config, report, metrics, usageLimits, pattern, keepOnReload, traits,
                hooks);
    }

    /** This definition with another configuration of the application. */
    public ProcessSettings contributing(Map<String, String> other) {
        return new ProcessSettings(id, name, kind, command, execution, listen, dependencies, waitFor, healthCheck, start,
                restart, stop, log, successExitCodes, modes, other, report, metrics, usageLimits, pattern, keepOnReload, traits,
                hooks);
    }

    /** This definition with other checks, or without them. */
    public ProcessSettings checkedBy(Optional<ProcessCheck> health, Optional<ProcessCheck> liveness) {
        return new ProcessSettings(id, name, kind, command, execution, listen, dependencies, waitFor, health, start, restart,
                stop, log, successExitCodes, modes, config, report, metrics, usageLimits, pattern, keepOnReload,
                traits.with(liveness), hooks);
    }

    /** This definition without its checks. */
    public ProcessSettings withoutChecks() {
        return checkedBy(Optional.empty(), Optional.empty());
    }

    /** This definition without its hooks, for comparisons: a change of the hooks restarts nothing. */
    public ProcessSettings withoutHooks() {
        return new ProcessSettings(id, name, kind, command, execution, listen, dependencies, waitFor,
                healthCheck,
                start, restart,
                stop, log, successExitCodes, modes, config, report, metrics, usageLimits, pattern, keepOnReload,
                traits.with(withoutHooks(traits.replication())), ProcessHooks.NONE);
    }

    private static Replication withoutHooks(Replication replication) {
        return replication.member()
                .map(one -> replication.as(new Replication.Member(one.index(), of(one.template()).withoutHooks())))
                .orElse(replication);
    }

    /** The settings of which there is a value; not for parsing. Arguments and values of variables are left out. */
    @Override
    public String toString() {
        return "ProcessDefinition[" + id + ": " + SettingText.list("name", name, "kind", kind, "command", command, "execution",
                execution, "host", Optional.of(host()).filter(any -> !any.equals(ListenSettings.LOCALHOST)), "port", port(),
                "ports", listen.ports().entrySet(), "port-owner", portOwner(), "url-scheme", urlScheme(),
                "url-schemes", Optional.of(listen.urlSchemes()).filter(any -> !any.isEmpty())
                        .map(any -> Secrets.ofTexts().mask(any.toString())),
                "depends-on", dependencies,
                "wait-for", waitFor, "health",
                healthCheck, "liveness", liveness(), "start", start, "restart", restart, "stop", stop, "log", log,
                "success-exit-codes",
                successExitCodes, "modes", modes, "usage-limit", usageLimits, "pattern", pattern, "tags", tags(), "watch",
                Optional.of(watch()).filter(any -> !any.patterns().isEmpty()), "commands", commands().keySet()) + "]";
    }
}
