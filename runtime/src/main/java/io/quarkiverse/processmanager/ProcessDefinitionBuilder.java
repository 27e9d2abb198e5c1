package io.quarkiverse.processmanager;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.command.CommandBuilder;
import io.quarkiverse.processmanager.command.ProcessCommand;
import io.quarkiverse.processmanager.runtime.definition.BuilderHooks;
import io.quarkiverse.processmanager.runtime.definition.CommandLine;
import io.quarkiverse.processmanager.runtime.definition.CommandSettings;
import io.quarkiverse.processmanager.runtime.definition.ContributedKeys;
import io.quarkiverse.processmanager.runtime.definition.ExecutionSettings;
import io.quarkiverse.processmanager.runtime.definition.Outcome;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.ProgramSettings;
import io.quarkiverse.processmanager.runtime.definition.ReportSettings;
import io.quarkiverse.processmanager.runtime.definition.StartSettings;
import io.quarkiverse.processmanager.runtime.definition.StopSettings;
import io.quarkiverse.processmanager.runtime.definition.Variables;
import io.quarkiverse.processmanager.runtime.definition.external.ExternalDefinition;
import io.quarkiverse.processmanager.runtime.definition.listen.Listening;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternSettings;
import io.quarkiverse.processmanager.runtime.definition.text.ProblemText;
import io.quarkiverse.processmanager.runtime.definition.traits.Location;
import io.quarkiverse.processmanager.runtime.definition.traits.Replication;
import io.quarkiverse.processmanager.runtime.definition.traits.Traits;
import io.smallrye.common.annotation.Experimental;

/**
 * Builds a {@link ProcessDefinition}. The class has one setter for each key below {@code quarkus.processes."id"}. A setter has
 * the name of its key, and each group of keys has a builder: {@code restart(r -> r.maxDelay(..))} sets
 * {@code restart.max-delay}. The configuration reference explains the meaning, the default and the limits of each key.
 * {@link #build()} reports all invalid values together. Not safe for use by several threads.
 */
public final class ProcessDefinitionBuilder {

    static {
        Outcome.registerReader(ProcessDefinitionBuilder::outcome);
    }

    private final String id;
    private final Optional<String> pattern;
    private final boolean service;
    private final PatternDefaults defaults = new PatternDefaults();
    private final HealthBuilder health = new HealthBuilder(defaults);
    private final LivenessBuilder liveness = new LivenessBuilder(defaults);
    private final RestartBuilder restart = new RestartBuilder(defaults);
    private final PreStartBuilder preStart = new PreStartBuilder(defaults);
    private final ScheduleBuilder schedule = new ScheduleBuilder(defaults);
    private final StopBuilder stop = new StopBuilder(defaults);
    private final LogBuilder log = new LogBuilder(defaults);
    private final MetricsBuilder metrics = new MetricsBuilder(defaults);
    private final UsageLimitBuilder usageLimit = new UsageLimitBuilder(defaults);
    private final OtelBuilder otel = new OtelBuilder(defaults);
    private final WatchBuilder watch = new WatchBuilder(defaults);
    private Set<String> tags = Set.of();
    private OptionalInt replicas = OptionalInt.empty();
    private final BuilderHooks hooks = BuilderHooks.empty();
    private final Listening listening = new Listening(defaults);
    private final Variables variables = new Variables(defaults);
    private final Map<String, CommandBuilder> commands = new TreeMap<>();
    private String name;
    private Optional<ProcessKind> kind = Optional.empty();
    private List<String> words = List.of();
    private List<String> args = List.of();
    private boolean shell;
    private List<String> artifact = ProgramSettings.NONE.artifact();
    private Optional<String> mainClass = ProgramSettings.NONE.mainClass();
    private List<String> javaOptions = ProgramSettings.NONE.javaOptions();
    private Optional<String> npmScript = ProgramSettings.NONE.npmScript();
    private Optional<Path> directory = Optional.empty();
    private boolean inheritEnv = true;
    private boolean injectDependencies = true;
    private Optional<Stdin> stdin = Optional.empty();
    private boolean tty;
    private final TerminalBuilder terminal = new TerminalBuilder(defaults);
    private Optional<String> user = ExecutionSettings.DEFAULT.user();
    private Optional<String> group = ExecutionSettings.DEFAULT.group();
    private Optional<String> umask = ExecutionSettings.DEFAULT.umask();
    private OptionalInt nice = ExecutionSettings.DEFAULT.nice();
    private final Map<String, String> ulimits = new TreeMap<>();
    private Execution.Isolation isolation = ExecutionSettings.DEFAULT.isolation();
    private boolean detached = ExecutionSettings.DEFAULT.detached();
    private final List<Dependency> dependencies = new ArrayList<>();
    private Optional<Dependency.Condition> waitFor = Optional.empty();
    private boolean required = ReportSettings.DEFAULT.required();
    private Optional<Set<Mode>> modes = Optional.empty();
    private final Map<String, String> config = new TreeMap<>();
    private boolean autoStart = StartSettings.DEFAULT.auto();
    private Optional<StartPhase> startPhase = StartSettings.DEFAULT.phase();
    private Duration startupWindow = StartSettings.DEFAULT.window();
    private Duration startupTimeout = StartSettings.DEFAULT.timeout();
    private Optional<Duration> waitTimeout = StartSettings.DEFAULT.waitTimeout();
    private Optional<Path> creates = StartSettings.DEFAULT.creates();
    private Optional<StartPolicy.Rerun> rerun = StartSettings.DEFAULT.rerun();
    private Optional<Path> dataDir = StartSettings.DEFAULT.dataDir();
    private Optional<TestPolicy> test = StartSettings.DEFAULT.test();
    private StartPolicy.OnDependencyRestart onDependencyRestart = StartSettings.DEFAULT.onDependencyRestart();
    private StopPolicy.Leftovers leftovers = StopSettings.DEFAULT.leftovers();
    private Set<Integer> successExitCodes = Set.of(0);
    private boolean keepOnReload;
    private boolean external;

    ProcessDefinitionBuilder(String id, Optional<ProcessPattern> pattern) {
        this.id = id;
        this.name = id;
        this.pattern = pattern.map(ProcessPattern::name);
        this.service = pattern.filter(ProcessPattern::isService).isPresent();
        pattern.ifPresent(some -> defaults.apply(() -> some.apply(this)));
    }

    /** The id of the process. */
    public String id() {
        return id;
    }

    /** The name in the Dev UI and in the log (default: the id). */
    public ProcessDefinitionBuilder name(String name) {
        this.name = defaults.set("name", name);
        return this;
    }

    /**
     * Whether the process is done when it exits, or must keep running (default: a task if it has {@code creates},
     * {@code rerun} or a schedule, or if another process waits for its completion; a service if it has a port, an HTTP check or a
     * TCP check; else neither).
     */
    public ProcessDefinitionBuilder kind(ProcessKind kind) {
        this.kind = Optional.of(defaults.set("kind", kind));
        return this;
    }

    /**
     * The path that the process creates, which makes a task of it. A start is skipped if the path exists, unless the last run
     * of the task in this application failed or was stopped. A relative path starts at the directory of the process.
     */
    public ProcessDefinitionBuilder creates(Path path) {
        this.creates = Optional.of(defaults.set("creates", path));
        return this;
    }

    /**
     * When a task that has completed runs again with the application (default: always, or, with {@link #creates}, when the path does
     * not exist). A process with this setting is a task.
     */
    public ProcessDefinitionBuilder rerun(StartPolicy.Rerun when) {
        this.rerun = Optional.of(defaults.set("rerun", when));
        return this;
    }

    /** When the task runs by itself. A process with a schedule is a task, and does not start with the application. */
    public ProcessDefinitionBuilder schedule(Consumer<ScheduleBuilder> settings) {
        settings.accept(schedule);
        return this;
    }

    /** Which instance of the process the tests of an application use (default: {@code OWN}). No effect for a created process. */
    public ProcessDefinitionBuilder test(TestPolicy policy) {
        this.test = Optional.of(defaults.set("test", policy));
        return this;
    }

    /**
     * The directory for the data of the process. It is created before the start, for the user of the process alone, unless it
     * exists. The process finds its absolute path in the variable {@code DATA_DIR}. A relative path starts at the working
     * directory of the application.
     */
    public ProcessDefinitionBuilder dataDir(Path path) {
        this.dataDir = Optional.of(defaults.set("data-dir", absolute(path)));
        return this;
    }

    /** The program and its arguments, each passed unchanged. The builder splits no word, unlike a property. */
    public ProcessDefinitionBuilder command(String... words) {
        this.words = defaults.set("command", List.of(words), String.join(" ", words));
        return this;
    }

    /**
     * Adds a command that a user runs on request, such as one that empties a database, or changes one that the pattern has added:
     * {@code command("reset", c -> c.command("psql", "-c", "truncate stock").confirm("Delete the stock?"))}.
     */
    public ProcessDefinitionBuilder command(String name, Consumer<CommandBuilder> settings) {
        settings.accept(commands.computeIfAbsent(name, CommandBuilder::of));
        return this;
    }

    /** Further arguments, each passed unchanged. */
    public ProcessDefinitionBuilder args(String... args) {
        this.args = defaults.set("args", List.of(args));
        return this;
    }

    /** Whether the first word of the command is a script for {@code sh -c} (default: false). */
    public ProcessDefinitionBuilder shell(boolean shell) {
        this.shell = defaults.set("shell", shell);
        return this;
    }

    /**
     * A program that comes from Maven artifacts, in place of a command: {@code artifact("org.wiremock:wiremock-standalone:3.13.1")}.
     * {@link #build()} resolves the artifacts with the resolver of the build, and downloads those that are missing. It refuses
     * them where no build of Quarkus runs: in a packaged application and in a plain Java program.
     *
     * @param coordinates {@code group:artifact:version} with an optional {@code classifier:type:} before the version, or
     *        {@code group:artifact} for the version that the application manages. The first are those of the program; all of
     *        them with their dependencies are on the class path
     */
    public ProcessDefinitionBuilder artifact(String... coordinates) {
        this.artifact = defaults.set("artifact", List.of(coordinates));
        return this;
    }

    /** The main class of the artifact, or the path of a Java source file (default: the main class in its manifest). */
    public ProcessDefinitionBuilder mainClass(String name) {
        this.mainClass = Optional.of(defaults.set("main-class", name));
        return this;
    }

    /** The options of the JVM that runs the artifact, each passed unchanged. */
    public ProcessDefinitionBuilder javaOptions(String... options) {
        this.javaOptions = defaults.set("java-options", List.of(options));
        return this;
    }

    /**
     * The program is a script of the nearest {@code package.json}, in place of a command: in the working directory, or else above
     * it in the repository. The lock file decides which package manager runs the script. {@link #build()} reads the file; it adds
     * no process that installs dependencies, unlike the property. The stop signal goes to the whole process tree unless
     * {@code stop.scope} is set, because package managers do not always pass it on.
     */
    public ProcessDefinitionBuilder npmScript(String name) {
        this.npmScript = Optional.of(defaults.set("npm-script", name));
        return this;
    }

    /** The working directory (default: the working directory of the application). A relative directory starts there, too. */
    public ProcessDefinitionBuilder cwd(Path directory) {
        this.directory = Optional.of(defaults.set("cwd", absolute(directory)));
        return this;
    }

    /** Adds an environment variable, which takes precedence over an inherited one. */
    public ProcessDefinitionBuilder env(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /**
     * Files with environment variables, one {@code NAME=value} a line; {@link #build()} reads them. A later file takes
     * precedence over an earlier one, and {@link #env} takes precedence over all files.
     */
    public ProcessDefinitionBuilder envFile(Path... files) {
        variables.files(Stream.of(files).map(ProcessDefinitionBuilder::absolute).toList());
        return this;
    }

    /** Whether the process also gets the environment of the application (default: true). */
    public ProcessDefinitionBuilder inheritEnv(boolean inherit) {
        this.inheritEnv = defaults.set("inherit-env", inherit);
        return this;
    }

    /**
     * Removes variables from those that the process inherits or that its pattern sets. {@link #build()} refuses a variable that
     * {@link #env} or {@link #envFile} also sets.
     */
    public ProcessDefinitionBuilder unsetEnv(String... names) {
        variables.unset(new TreeSet<>(List.of(names)));
        return this;
    }

    /**
     * Whether the process gets variables that show where its dependencies are (default: true), see
     * {@link Command#references()}.
     */
    public ProcessDefinitionBuilder injectDependencies(boolean inject) {
        this.injectDependencies = defaults.set("inject-dependencies", inject);
        return this;
    }

    /** What the process reads from its standard input (default: see {@link Command#stdin()}). */
    public ProcessDefinitionBuilder stdin(Stdin stdin) {
        this.stdin = Optional.of(defaults.set("stdin", stdin));
        return this;
    }

    /** Whether the process has a pseudo-terminal instead of pipes (default: false), see {@link Command#terminal()}. */
    public ProcessDefinitionBuilder tty(boolean tty) {
        this.tty = defaults.set("tty", tty);
        return this;
    }

    /** The size of the terminal of a process with {@code tty(true)}. */
    public ProcessDefinitionBuilder tty(Consumer<TerminalBuilder> settings) {
        settings.accept(terminal);
        return this;
    }

    /** The name or the number of the user of the process (default: the user of the application). */
    public ProcessDefinitionBuilder user(String user) {
        this.user = Optional.of(defaults.set("user", user));
        return this;
    }

    /** The name or the number of the group of the process (default: the group of the user). */
    public ProcessDefinitionBuilder group(String group) {
        this.group = Optional.of(defaults.set("group", group));
        return this;
    }

    /** The permissions that new files of the process do not get: an octal number with a leading zero, such as {@code 027}. */
    public ProcessDefinitionBuilder umask(String umask) {
        this.umask = Optional.of(defaults.set("umask", umask));
        return this;
    }

    /** The scheduling priority, from -20 (most urgent) to 19 (least urgent). */
    public ProcessDefinitionBuilder nice(int nice) {
        this.nice = OptionalInt.of(defaults.set("nice", nice));
        return this;
    }

    /** Adds a resource limit, see {@link Execution#ulimits()}. */
    public ProcessDefinitionBuilder ulimit(String name, String value) {
        this.ulimits.put(name, defaults.set("ulimits." + name, value));
        return this;
    }

    /** How the engine finds the processes of the tree (default: {@code SESSION}). */
    public ProcessDefinitionBuilder isolation(Execution.Isolation isolation) {
        this.isolation = defaults.set("isolation", isolation);
        return this;
    }

    /** Whether the process outlives the application, see {@link Execution#detached()} (default: false). */
    @Experimental("The rules for the adoption by the next start may change")
    public ProcessDefinitionBuilder detached(boolean detached) {
        this.detached = defaults.set("detached", detached);
        return this;
    }

    /**
     * The port that the process listens on. The environment of the process contains it as {@code PORT}. With 0 the process
     * manager chooses a free port when code creates the process; {@code ManagedProcess.definition().port()} is the chosen one.
     */
    public ProcessDefinitionBuilder port(int port) {
        listening.port(port);
        return this;
    }

    /**
     * Adds another port that the process listens on. The environment of the process contains the port {@code admin} as
     * {@code PORT_ADMIN}. With 0 the process manager chooses a free port.
     */
    public ProcessDefinitionBuilder port(String name, int port) {
        listening.port(name, port);
        return this;
    }

    /** The host on which others find the process (default: {@code localhost}). */
    public ProcessDefinitionBuilder host(String host) {
        listening.host(host);
        return this;
    }

    /** What happens when another process has a fixed port of this process (default: {@code FAIL}). */
    public ProcessDefinitionBuilder portConflict(PortConflict conflict) {
        listening.conflict(conflict);
        return this;
    }

    /**
     * Which process may listen on the port, and on the port of a health check that connects to this machine (default:
     * {@code ANY} for the client of a container engine, such as {@code docker}, else {@code PROCESS}).
     */
    public ProcessDefinitionBuilder portOwner(PortOwner owner) {
        listening.owner(owner);
        return this;
    }

    /**
     * The scheme of the URL that the dependents of the process get as {@code DB_URL}, such as {@code redis} (default: that of
     * an HTTP check on the port, else {@code http} for the patterns of web servers, else the dependents get no URL).
     */
    public ProcessDefinitionBuilder urlScheme(String scheme) {
        listening.urlScheme().set(scheme);
        return this;
    }

    /**
     * The scheme of the URL of another port, such as {@code http} for the port {@code admin} (default: none). The dependents of
     * the process get the URL as {@code DB_URL_ADMIN}, and the Dev UI links to it if the scheme is {@code http} or {@code https}.
     */
    public ProcessDefinitionBuilder urlScheme(String port, String scheme) {
        listening.urlScheme(port, scheme);
        return this;
    }

    /** The modes in which a declared process runs. {@link ProcessManager#create} refuses a definition with modes. */
    public ProcessDefinitionBuilder modes(Mode... modes) {
        this.modes = Optional.of(defaults.set("modes", new TreeSet<>(List.of(modes))));
        return this;
    }

    /**
     * Adds configuration that the process contributes to the application. Only the properties of a declared process contribute,
     * because the configuration is complete before any code runs: {@link ProcessManager#create} refuses a definition with
     * contributions, and so does the build for a pattern that sets them.
     *
     * @param key the key of the application, such as {@code quarkus.redis.hosts}
     */
    public ProcessDefinitionBuilder config(String key, String value) {
        this.config.put(key, defaults.set(ContributedKeys.setting(key), value));
        return this;
    }

    /** Adds processes that this process waits for, with the default condition. */
    public ProcessDefinitionBuilder dependsOn(String... ids) {
        Stream.of(ids).map(Dependency::on).forEach(this::dependsOn);
        return this;
    }

    /** Adds a process that this process waits for, with the condition that it must meet. */
    public ProcessDefinitionBuilder dependsOn(String other, Dependency.Condition condition) {
        dependsOn(Dependency.on(other, condition));
        return this;
    }

    /** Adds a process that this process waits for. */
    public ProcessDefinitionBuilder dependsOn(Dependency dependency) {
        if (defaults.replaces("depends-on")) {
            dependencies.clear();
        }
        dependencies.add(dependency);
        defaults.set("depends-on", dependencies);
        return this;
    }

    /** The condition for dependencies without a condition of their own. */
    public ProcessDefinitionBuilder waitFor(Dependency.Condition condition) {
        this.waitFor = Optional.of(defaults.set("wait-for", condition));
        return this;
    }

    /** How long the process may wait for its dependencies (default: as long as they may still come up). */
    public ProcessDefinitionBuilder waitTimeout(Duration timeout) {
        this.waitTimeout = Optional.of(defaults.set("wait-timeout", timeout));
        return this;
    }

    /** The tags by which commands and views select the process: {@code tag:frontend} (default: none). */
    public ProcessDefinitionBuilder tags(String... tags) {
        this.tags = defaults.set("tags", new TreeSet<>(List.of(tags)));
        return this;
    }

    /**
     * The patterns of the files whose change restarts the process, such as {@code src/**}{@code /*.py}, relative to the directory of
     * the process (default: none). A pattern that begins with {@code !} excludes files.
     */
    public ProcessDefinitionBuilder watch(String... patterns) {
        watch.patterns(patterns);
        return this;
    }

    /** The keys below {@code watch}. */
    public ProcessDefinitionBuilder watch(Consumer<WatchBuilder> settings) {
        settings.accept(watch);
        return this;
    }

    /** The number of processes that run with this definition, see {@link ProcessDefinition#replicas()} (default: 1). */
    public ProcessDefinitionBuilder replicas(int replicas) {
        this.replicas = OptionalInt.of(defaults.set("replicas", replicas));
        return this;
    }

    /**
     * Whether the process runs elsewhere, so that the application only watches it (default: false). It needs no command, and its
     * {@link #host} and {@link #port} say where it is.
     */
    public ProcessDefinitionBuilder external(boolean external) {
        this.external = defaults.set("external", external);
        return this;
    }

    /** Whether the process starts with the application (default: true). */
    public ProcessDefinitionBuilder autoStart(boolean auto) {
        this.autoStart = defaults.set("auto-start", auto);
        return this;
    }

    /**
     * When the process starts in relation to the application (default: before it if the process contributes configuration of the
     * application or a process that starts before it depends on this one, after it if this process depends on one that starts after
     * it, else with it). The phase has an effect on declared processes only, not on those that code creates.
     */
    public ProcessDefinitionBuilder startPhase(StartPhase phase) {
        this.startPhase = Optional.of(defaults.set("start-phase", phase));
        return this;
    }

    /** How long a process without a health check must survive to count as running (default: 1 s). */
    public ProcessDefinitionBuilder startupWindow(Duration window) {
        this.startupWindow = defaults.set("startup-window", window);
        return this;
    }

    /** How long a process with a health check may take until the first success (default: 60 s). */
    public ProcessDefinitionBuilder startupTimeout(Duration timeout) {
        this.startupTimeout = defaults.set("startup-timeout", timeout);
        return this;
    }

    /** The command that runs before each start of the process. */
    public ProcessDefinitionBuilder preStart(Consumer<PreStartBuilder> settings) {
        settings.accept(preStart);
        return this;
    }

    /** What happens to the process when a process that it depends on restarts (default: {@code IGNORE}). */
    public ProcessDefinitionBuilder onDependencyRestart(StartPolicy.OnDependencyRestart reaction) {
        this.onDependencyRestart = defaults.set("on-dependency-restart", reaction);
        return this;
    }

    /** What happens to left-over processes after the exit of the root process (default: {@code STOP}). */
    public ProcessDefinitionBuilder leftovers(StopPolicy.Leftovers leftovers) {
        this.leftovers = defaults.set("leftovers", leftovers);
        return this;
    }

    /** The exit codes that mean success (default: 0). */
    public ProcessDefinitionBuilder successExitCodes(Integer... codes) {
        successExitCodes(new TreeSet<>(List.of(codes)));
        return this;
    }

    /** The exit codes that mean success (default: 0). */
    public ProcessDefinitionBuilder successExitCodes(Set<Integer> codes) {
        this.successExitCodes = defaults.set("success-exit-codes", new TreeSet<>(codes));
        return this;
    }

    /** Whether the application reports {@code DOWN} while this process is not up or not healthy (default: true). */
    public ProcessDefinitionBuilder required(boolean required) {
        this.required = defaults.set("required", required);
        return this;
    }

    /** How the engine checks the process. */
    public ProcessDefinitionBuilder health(Consumer<HealthBuilder> settings) {
        settings.accept(health);
        return this;
    }

    /** How the engine finds out that the process no longer works and must restart (default: no such check). */
    public ProcessDefinitionBuilder liveness(Consumer<LivenessBuilder> settings) {
        settings.accept(liveness);
        return this;
    }

    /** Whether and when the process restarts. */
    public ProcessDefinitionBuilder restart(Consumer<RestartBuilder> settings) {
        settings.accept(restart);
        return this;
    }

    /** How the engine stops the process. */
    public ProcessDefinitionBuilder stop(Consumer<StopBuilder> settings) {
        settings.accept(stop);
        return this;
    }

    /** Where the output of the process goes. */
    public ProcessDefinitionBuilder log(Consumer<LogBuilder> settings) {
        settings.accept(log);
        return this;
    }

    /** Whether the engine measures the process. */
    public ProcessDefinitionBuilder metrics(Consumer<MetricsBuilder> settings) {
        settings.accept(metrics);
        return this;
    }

    /** What the process has to do with the OpenTelemetry of the application. */
    public ProcessDefinitionBuilder otel(Consumer<OtelBuilder> settings) {
        settings.accept(otel);
        return this;
    }

    /** How much memory and CPU time the process tree may use. */
    public ProcessDefinitionBuilder usageLimit(Consumer<UsageLimitBuilder> settings) {
        settings.accept(usageLimit);
        return this;
    }

    /**
     * Keeps a process that code creates alive over a live reload in dev mode. The process keeps its pid when the reloaded
     * application creates it with the same definition. Without this setting, a live reload stops the process.
     */
    @Experimental("Which processes survive a live reload may change")
    public ProcessDefinitionBuilder keepOnReload() {
        this.keepOnReload = defaults.set("keep-on-reload", true);
        return this;
    }

    /** Adds a hook, see {@link ProcessHooks#onStart}. */
    public ProcessDefinitionBuilder onStart(Consumer<ProcessEvent.Started> hook) {
        hooks.start().add(hook);
        return this;
    }

    /** Adds a hook, see {@link ProcessHooks#onStop}. */
    public ProcessDefinitionBuilder onStop(Consumer<ProcessEvent.Stopped> hook) {
        hooks.stop().add(hook);
        return this;
    }

    /** Adds a hook, see {@link ProcessHooks#onRestart}. */
    public ProcessDefinitionBuilder onRestart(Consumer<ProcessEvent.Started> hook) {
        hooks.restart().add(hook);
        return this;
    }

    /** Adds a hook, see {@link ProcessHooks#onCrash}. */
    public ProcessDefinitionBuilder onCrash(Consumer<ProcessEvent.Crashed> hook) {
        hooks.crash().add(hook);
        return this;
    }

    /**
     * Makes the definition, and reads the env files. A later change of the builder does not change the definition.
     *
     * @throws ProcessException with {@link ProcessException.Reason#INVALID} and a message that names all problems
     */
    public ProcessDefinition build() {
        Outcome outcome = outcome();
        if (!outcome.problems().isEmpty()) {
            throw new ProcessException(ProcessException.Reason.INVALID, id,
                    ProblemText.ofSettings("define", id, outcome.problems()));
        }
        return outcome.definition();
    }

    private Outcome outcome() {
        List<Problem> problems = new ArrayList<>();
        BiConsumer<String, String> refuse = (setting, message) -> problems.add(new Problem(id, setting, message));
        Map<String, String> environment = variables.read(refuse);
        CommandSettings line = new CommandSettings(words, shell, directory, environment, inheritEnv,
                variables.unset(environment), stdin, injectDependencies, Map.of(),
                new ProgramSettings(artifact, mainClass, javaOptions, npmScript, "", ProgramSettings.Task.NONE),
                terminal.build(tty, refuse));
        // The program of a process that runs elsewhere need not be on this machine.
        CommandSettings command = external ? line : CommandLine.of(id, line, args, refuse);
        Optional<ProcessCheck> check = health.build(listening, refuse);
        ProcessSettings definition = new ProcessSettings(id, name, kind, command,
                new ExecutionSettings(user, group, umask, nice, ulimits, isolation, detached),
                listening.build(command.words(), shell, check, refuse), dependencies, waitFor, check,
                new StartSettings(autoStart, startPhase, startupWindow, startupTimeout, waitTimeout, creates, rerun,
                        schedule.build(), dataDir, test,
                        preStart.build(),
                        onDependencyRestart),
                restart.build(), stop.build(leftovers, npmScript.isPresent()), log.build(refuse), successExitCodes, modes,
                config,
                new ReportSettings(health.group(), required), metrics.build(), usageLimit.build(),
                pattern.map(some -> new PatternSettings(some, service, variables.appliedSettings(environment))), keepOnReload,
                new Traits(tags, watch.build(), Replication.of(replicas), liveness.build(listening, refuse),
                        external ? Location.elsewhere("") : Location.HERE, commands(), otel.build(), Map.of()),
                hooks.build());
        Outcome outcome = Outcome.of(definition, problems);
        return external ? new Outcome(ExternalDefinition.of(definition), outcome.problems()) : outcome;
    }

    private Map<String, ProcessCommand> commands() {
        Map<String, ProcessCommand> all = new TreeMap<>();
        commands.forEach((command, builder) -> all.put(command, builder.build()));
        return all;
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
