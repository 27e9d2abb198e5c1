package io.quarkiverse.processmanager;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeSchedule;

/**
 * Builds a {@link ProcessDefinition}. It has a method for each key below {@code quarkus.processes."id"}, hence its length: the
 * name of the method is that of the key, {@code restartMaxDelay} for {@code restart.max-delay}. What a key means, its default
 * and its limits are in the reference of the configuration. Not for several threads.
 */
public final class ProcessDefinitionBuilder {

    private final String id;
    /** By setting. In the order of their names {@code env-file} comes before {@code env.NAME}, which wins. */
    private final Map<String, Change> changes = new TreeMap<>();
    private final List<Dependency> dependencies = new ArrayList<>();
    private final BuilderHooks hooks = BuilderHooks.empty();
    private Optional<ProcessPattern> pattern = Optional.empty();

    /** One setting: how it is shown, and what it does. */
    private record Change(String shown, Consumer<Draft> effect) {
    }

    ProcessDefinitionBuilder(String id) {
        this.id = id;
    }

    /** The id of the process. */
    public String id() {
        return id;
    }

    /** Defaults for a kind of process; what is set here wins, before or after. */
    public ProcessDefinitionBuilder pattern(ProcessPattern pattern) {
        this.pattern = Optional.of(pattern);
        return this;
    }

    /** The name for people; the id without it. */
    public ProcessDefinitionBuilder name(String name) {
        return set("name", name, draft -> draft.name = name);
    }

    /** The program and its arguments, each as it is: unlike in a property, nothing is split. */
    public ProcessDefinitionBuilder command(String... words) {
        List<String> all = List.of(words);
        return set("command", String.join(" ", words), draft -> draft.words = all);
    }

    /** Further arguments. */
    public ProcessDefinitionBuilder args(String... args) {
        List<String> all = List.of(args);
        return set("args", String.join(",", args), draft -> draft.args = all);
    }

    /** Whether the first word of the command is a script for {@code sh -c}. */
    public ProcessDefinitionBuilder shell(boolean shell) {
        return set("shell", shell, draft -> draft.shell = shell);
    }

    /** The working directory; a relative one starts at that of the application. */
    public ProcessDefinitionBuilder cwd(Path directory) {
        Path absolute = absolute(directory);
        return set("cwd", absolute, draft -> draft.directory = Optional.of(absolute));
    }

    /** One more environment variable. */
    public ProcessDefinitionBuilder env(String name, String value) {
        return set("env." + name, value, draft -> draft.environment.put(name, value));
    }

    /** Files with environment variables, read by {@link #build()}; later files win, and {@link #env} over them. */
    public ProcessDefinitionBuilder envFile(Path... files) {
        List<Path> all = Stream.of(files).map(ProcessDefinitionBuilder::absolute).toList();
        return set("env-file", all, draft -> all.forEach(draft::addEnvironment));
    }

    /** Whether it also gets the environment of the application. */
    public ProcessDefinitionBuilder inheritEnv(boolean inherit) {
        return set("inherit-env", inherit, draft -> draft.inheritEnv = inherit);
    }

    /** The name or the number of the user that it runs as. */
    public ProcessDefinitionBuilder user(String user) {
        return set("user", user, draft -> draft.user = Optional.of(user));
    }

    /** The name or the number of the group that it runs as. */
    public ProcessDefinitionBuilder group(String group) {
        return set("group", group, draft -> draft.group = Optional.of(group));
    }

    /** Which permissions its new files do not get, octal with a leading zero. */
    public ProcessDefinitionBuilder umask(String umask) {
        return set("umask", umask, draft -> draft.umask = Optional.of(umask));
    }

    /** Its scheduling priority, from -20 to 19. */
    public ProcessDefinitionBuilder nice(int nice) {
        return set("nice", nice, draft -> draft.nice = OptionalInt.of(nice));
    }

    /** One more resource limit: a number, {@code unlimited}, or the soft and the hard limit with a colon between them. */
    public ProcessDefinitionBuilder limit(String name, String value) {
        return set("limits." + name, value, draft -> draft.limits.put(name, value));
    }

    /** How its tree is told from all other processes. */
    public ProcessDefinitionBuilder isolation(Execution.Isolation isolation) {
        return set("isolation", isolation, draft -> draft.isolation = isolation);
    }

    /** Whether it outlives the application on purpose. */
    public ProcessDefinitionBuilder detached(boolean detached) {
        return set("detached", detached, draft -> draft.detached = detached);
    }

    /** The port that it listens on; it is also {@code PORT} in its environment. */
    public ProcessDefinitionBuilder port(int port) {
        return set("port", port, draft -> draft.port = OptionalInt.of(port));
    }

    /** The modes in which it runs, for one that is declared: {@link ProcessManager#create} refuses them. */
    public ProcessDefinitionBuilder modes(Mode... modes) {
        Set<Mode> all = new TreeSet<>(List.of(modes));
        return set("modes", all, draft -> draft.modes = Optional.of(all));
    }

    /** Further processes that it waits for. */
    public ProcessDefinitionBuilder dependsOn(String... ids) {
        for (String other : ids) {
            dependsOn(Dependency.on(other));
        }
        return this;
    }

    /** One more process that it waits for, until that is so far. */
    public ProcessDefinitionBuilder dependsOn(String other, Dependency.Condition condition) {
        return dependsOn(Dependency.on(other, condition));
    }

    /** One more process that it waits for. */
    public ProcessDefinitionBuilder dependsOn(Dependency dependency) {
        dependencies.add(dependency);
        List<Dependency> all = List.copyOf(dependencies);
        return set("depends-on", all.stream().map(Dependency::id).collect(Collectors.joining(",")),
                draft -> draft.dependencies = all);
    }

    /** The condition of the dependencies that name none. */
    public ProcessDefinitionBuilder waitFor(Dependency.Condition condition) {
        return set("wait-for", condition, draft -> draft.waitFor = Optional.of(condition));
    }

    /** How long it may wait for its dependencies. */
    public ProcessDefinitionBuilder waitTimeout(Duration timeout) {
        return set("wait-timeout", timeout, draft -> draft.waitTimeout = Optional.of(timeout));
    }

    /** Whether it starts with the application. */
    public ProcessDefinitionBuilder autoStart(boolean auto) {
        return set("auto-start", auto, draft -> draft.autoStart = auto);
    }

    /** How long it must survive to count as running if it has no health check. */
    public ProcessDefinitionBuilder startupWindow(Duration window) {
        return set("startup-window", window, draft -> draft.startupWindow = window);
    }

    /** How long it may take until the first success of its health check. */
    public ProcessDefinitionBuilder startupTimeout(Duration timeout) {
        return set("startup-timeout", timeout, draft -> draft.startupTimeout = timeout);
    }

    /** What happens to it when one that it depends on is restarted. */
    public ProcessDefinitionBuilder onDependencyRestart(StartPolicy.OnDependencyRestart reaction) {
        return set("on-dependency-restart", reaction, draft -> draft.onDependencyRestart = reaction);
    }

    /** What happens to what it has started when it ends by itself. */
    public ProcessDefinitionBuilder leftovers(StopPolicy.Leftovers leftovers) {
        return set("leftovers", leftovers, draft -> draft.leftovers = leftovers);
    }

    /** The exit codes that mean success. */
    public ProcessDefinitionBuilder successExitCodes(Integer... codes) {
        return successExitCodes(new TreeSet<>(List.of(codes)));
    }

    /** The exit codes that mean success. */
    public ProcessDefinitionBuilder successExitCodes(Set<Integer> codes) {
        Set<Integer> all = new TreeSet<>(codes);
        return set("success-exit-codes", all, draft -> draft.successExitCodes = all);
    }

    /** Whether the application counts as not ready without it. */
    public ProcessDefinitionBuilder required(boolean required) {
        return set("required", required, draft -> draft.required = required);
    }

    /** The kind of its health check, where it does not follow from the others. */
    public ProcessDefinitionBuilder healthType(HealthType type) {
        return set("health.type", type, draft -> draft.health.type = Optional.of(type));
    }

    /** Where its health is reported. */
    public ProcessDefinitionBuilder healthGroup(HealthGroup group) {
        return set("health.group", group, draft -> draft.healthGroup = group);
    }

    /** A health check of your own; a record, so that equal ones are the same. There is no property for it. */
    public ProcessDefinitionBuilder healthProbe(Probe probe) {
        return set("health.probe", "custom", draft -> draft.health.probe = Optional.of(probe));
    }

    /** Checks with a request to this URL, or to this path on its port. */
    public ProcessDefinitionBuilder healthUrl(String url) {
        return set("health.url", url, draft -> draft.health.url = Optional.of(url));
    }

    /** Checks with a request to this path on its port. */
    public ProcessDefinitionBuilder healthPath(String path) {
        return set("health.path", path, draft -> draft.health.path = Optional.of(path));
    }

    /** The method of the request. */
    public ProcessDefinitionBuilder healthMethod(String method) {
        return set("health.method", method, draft -> draft.health.method = method);
    }

    /** One more header of the request. */
    public ProcessDefinitionBuilder healthHeader(String name, String value) {
        return set("health.headers." + name, value, draft -> draft.health.headers.put(name, value));
    }

    /** The status codes that mean well, such as {@code 404} or {@code 200-299}. */
    public ProcessDefinitionBuilder healthExpectedStatus(String... codes) {
        List<String> all = List.of(codes);
        return set("health.expected-status", all, draft -> draft.health.expectedStatus = all);
    }

    /** Checks with a connection to this port. */
    public ProcessDefinitionBuilder healthPort(int port) {
        return set("health.port", port, draft -> draft.health.port = OptionalInt.of(port));
    }

    /** The host for a port and for a path. */
    public ProcessDefinitionBuilder healthHost(String host) {
        return set("health.host", host, draft -> draft.health.host = host);
    }

    /** Checks by running this command; its words are not split. */
    public ProcessDefinitionBuilder healthCommand(String... words) {
        List<String> all = List.of(words);
        return set("health.command", String.join(" ", words), draft -> draft.health.command = Optional.of(all));
    }

    /** Further arguments of the command that checks. */
    public ProcessDefinitionBuilder healthArgs(String... args) {
        List<String> all = List.of(args);
        return set("health.args", String.join(",", args), draft -> draft.health.args = all);
    }

    /** The exit code of that command that means well. */
    public ProcessDefinitionBuilder healthExpectedExitCode(int code) {
        return set("health.expected-exit-code", code, draft -> draft.health.expectedExitCode = code);
    }

    /** Checks its output for this regular expression. */
    public ProcessDefinitionBuilder healthLog(String regex) {
        return set("health.log", regex, draft -> draft.health.log = Optional.of(regex));
    }

    /** The pause before the first check. */
    public ProcessDefinitionBuilder healthInitialDelay(Duration delay) {
        return set("health.initial-delay", delay, draft -> draft.health.initialDelay = delay);
    }

    /** The pause between two checks. */
    public ProcessDefinitionBuilder healthInterval(Duration interval) {
        return set("health.interval", interval, draft -> draft.health.interval = interval);
    }

    /** How long one check may take. */
    public ProcessDefinitionBuilder healthTimeout(Duration timeout) {
        return set("health.timeout", timeout, draft -> draft.health.timeout = timeout);
    }

    /** How many checks in a row must fail until it is unhealthy. */
    public ProcessDefinitionBuilder healthRetries(int retries) {
        return set("health.retries", retries, draft -> draft.health.retries = retries);
    }

    /** How many checks in a row must succeed until it is healthy. */
    public ProcessDefinitionBuilder healthSuccessThreshold(int successes) {
        return set("health.success-threshold", successes, draft -> draft.health.successThreshold = successes);
    }

    /** What happens to it when it is unhealthy. */
    public ProcessDefinitionBuilder healthOnUnhealthy(HealthCheck.OnUnhealthy reaction) {
        return set("health.on-unhealthy", reaction, draft -> draft.health.onUnhealthy = reaction);
    }

    /** Which ends lead to a restart. */
    public ProcessDefinitionBuilder restartPolicy(RestartPolicy.Mode mode) {
        return set("restart.policy", mode, draft -> draft.restartPolicy = mode);
    }

    /** The pause before the first restart. */
    public ProcessDefinitionBuilder restartDelay(Duration delay) {
        return set("restart.delay", delay, draft -> draft.restartDelay = delay);
    }

    /** The factor by which the pause grows. */
    public ProcessDefinitionBuilder restartBackoff(double factor) {
        return set("restart.backoff", factor, draft -> draft.restartBackoff = factor);
    }

    /** The longest pause. */
    public ProcessDefinitionBuilder restartMaxDelay(Duration delay) {
        return set("restart.max-delay", delay, draft -> draft.restartMaxDelay = delay);
    }

    /** By which share of itself a pause is varied at random. */
    public ProcessDefinitionBuilder restartJitter(double share) {
        return set("restart.jitter", share, draft -> draft.restartJitter = share);
    }

    /** How many restarts in a row are tried. */
    public ProcessDefinitionBuilder restartMax(int restarts) {
        return set("restart.max", restarts, draft -> draft.restartMax = restarts);
    }

    /** How long it must be up to get a fresh budget of restarts. */
    public ProcessDefinitionBuilder restartResetAfter(Duration uptime) {
        return set("restart.reset-after", uptime, draft -> draft.restartResetAfter = uptime);
    }

    /** The signal that asks it to end, with or without {@code SIG}. */
    public ProcessDefinitionBuilder stopSignal(String signal) {
        String upper = signal.toUpperCase(Locale.ROOT);
        String name = upper.startsWith("SIG") ? upper.substring(3) : upper;
        return set("stop.signal", name, draft -> draft.stopSignal = name);
    }

    /** How long it and its tree may take to end. */
    public ProcessDefinitionBuilder stopTimeout(Duration timeout) {
        return set("stop.timeout", timeout, draft -> draft.stopTimeout = timeout);
    }

    /** A command that asks it to end; its words are not split. */
    public ProcessDefinitionBuilder stopCommand(String... words) {
        List<String> all = List.of(words);
        return set("stop.command", String.join(" ", words), draft -> draft.stopCommand = all);
    }

    /** The level of its standard output in the log. */
    public ProcessDefinitionBuilder logLevel(Level level) {
        return set("log.level", level, draft -> draft.logLevel = level);
    }

    /** The level of its standard error in the log. */
    public ProcessDefinitionBuilder logStderrLevel(Level level) {
        return set("log.stderr-level", level, draft -> draft.logStderrLevel = level);
    }

    /** How many bytes of its output are kept in memory. */
    public ProcessDefinitionBuilder logBufferSize(long bytes) {
        return set("log.buffer-size", bytes, draft -> draft.logBufferSize = bytes);
    }

    /** At how many bytes a longer line is cut. */
    public ProcessDefinitionBuilder logLineLength(long bytes) {
        return set("log.line-length", bytes, draft -> draft.logLineLength = bytes);
    }

    /** Who takes care of its output. */
    public ProcessDefinitionBuilder logMode(LogMode mode) {
        return set("log.mode", mode, draft -> draft.logMode = mode);
    }

    /** Whether standard error goes the way of standard output. */
    public ProcessDefinitionBuilder logMerge(boolean merge) {
        return set("log.merge", merge, draft -> draft.logMerge = merge);
    }

    /** What becomes of escape sequences. */
    public ProcessDefinitionBuilder logAnsi(LogPolicy.Ansi ansi) {
        return set("log.ansi", ansi, draft -> draft.logAnsi = ansi);
    }

    /** The file that its output is written to; a relative one starts at the working directory of the application. */
    public ProcessDefinitionBuilder logFilePath(Path file) {
        Path absolute = absolute(file);
        return set("log.file.path", absolute, draft -> draft.logFile = Optional.of(absolute));
    }

    /** Beyond how many bytes another file begins. */
    public ProcessDefinitionBuilder logFileRotationMaxFileSize(long bytes) {
        return set("log.file.rotation.max-file-size", bytes, draft -> draft.logFileBytes = bytes);
    }

    /** How many files from before are kept. */
    public ProcessDefinitionBuilder logFileRotationMaxBackupIndex(int backups) {
        return set("log.file.rotation.max-backup-index", backups, draft -> draft.logFileBackups = backups);
    }

    /** All of the command at once, arguments, directory and environment included. */
    public ProcessDefinitionBuilder command(Command command) {
        changes.keySet().removeIf(setting -> setting.equals("env-file") || setting.startsWith("env."));
        command.environment().forEach(this::env);
        return command(command.words().toArray(String[]::new)).args().shell(command.shell())
                .set("cwd", command.directory().map(Path::toString).orElse(""), draft -> draft.directory = command.directory())
                .inheritEnv(command.inheritEnvironment());
    }

    /** All of it at once. */
    public ProcessDefinitionBuilder execution(Execution execution) {
        changes.keySet().removeIf(setting -> setting.startsWith("limits."));
        execution.limits().forEach(this::limit);
        return set("user", execution.user().orElse(""), draft -> draft.user = execution.user())
                .set("group", execution.group().orElse(""), draft -> draft.group = execution.group())
                .set("umask", execution.umask().orElse(""), draft -> draft.umask = execution.umask())
                .set("nice", execution.nice(), draft -> draft.nice = execution.nice())
                .isolation(execution.isolation()).detached(execution.detached());
    }

    /** All of it at once. */
    public ProcessDefinitionBuilder healthCheck(HealthCheck check) {
        ProbeSchedule schedule = check.schedule();
        return healthProbe(check.probe()).healthInitialDelay(schedule.initialDelay()).healthInterval(schedule.interval())
                .healthTimeout(schedule.timeout()).healthRetries(schedule.retries())
                .healthSuccessThreshold(schedule.successThreshold()).healthOnUnhealthy(check.onUnhealthy())
                .set("health.eager", schedule.eager(), draft -> draft.health.eager = Optional.of(schedule.eager()));
    }

    /** All of it at once. */
    public ProcessDefinitionBuilder start(StartPolicy start) {
        return autoStart(start.auto()).startupWindow(start.window()).startupTimeout(start.timeout())
                .set("wait-timeout", start.waitTimeout(), draft -> draft.waitTimeout = start.waitTimeout())
                .onDependencyRestart(start.onDependencyRestart());
    }

    /** All of it at once. */
    public ProcessDefinitionBuilder restart(RestartPolicy restart) {
        return restartPolicy(restart.mode()).restartDelay(restart.delay()).restartBackoff(restart.backoff())
                .restartMaxDelay(restart.maxDelay()).restartJitter(restart.jitter()).restartMax(restart.max())
                .restartResetAfter(restart.resetAfter());
    }

    /** All of it at once. */
    public ProcessDefinitionBuilder stop(StopPolicy stop) {
        return set("stop.signal", stop.signal(), draft -> draft.stopSignal = stop.signal()).stopTimeout(stop.timeout())
                .stopCommand(stop.command().toArray(String[]::new)).leftovers(stop.leftovers());
    }

    /** All of it at once. */
    public ProcessDefinitionBuilder log(LogPolicy log) {
        log.file().ifPresent(file -> logFileRotationMaxFileSize(file.maxBytes())
                .logFileRotationMaxBackupIndex(file.maxBackups()));
        return logLevel(log.level()).logStderrLevel(log.stderrLevel()).logBufferSize(log.bufferBytes())
                .logLineLength(log.maxLineBytes())
                .logMode(log.capture() == LogPolicy.Capture.DIRECT ? LogMode.DIRECT : LogMode.LINES)
                .logMerge(log.capture() == LogPolicy.Capture.MERGED).logAnsi(log.ansi())
                .set("log.file.path", log.file().map(LogFile::path),
                        draft -> draft.logFile = log.file().map(LogFile::path));
    }

    /**
     * Lets a process that code creates run on over a live reload of the application in dev mode. It keeps its pid when the new
     * application creates it with the same definition. Without this it is stopped with the application that has created it.
     */
    public ProcessDefinitionBuilder keepOnReload() {
        return set("keep-on-reload", true, draft -> draft.keepOnReload = true);
    }

    /** One more hook, see {@link ProcessHooks#onStart}. */
    public ProcessDefinitionBuilder onStart(Consumer<ProcessEvent.Started> hook) {
        hooks.start().add(hook);
        return this;
    }

    /** One more hook, see {@link ProcessHooks#onStop}. */
    public ProcessDefinitionBuilder onStop(Consumer<ProcessEvent.Stopped> hook) {
        hooks.stop().add(hook);
        return this;
    }

    /** One more hook, see {@link ProcessHooks#onRestart}. */
    public ProcessDefinitionBuilder onRestart(Consumer<ProcessEvent.Started> hook) {
        hooks.restart().add(hook);
        return this;
    }

    /** One more hook, see {@link ProcessHooks#onCrash}. */
    public ProcessDefinitionBuilder onCrash(Consumer<ProcessEvent.Crashed> hook) {
        hooks.crash().add(hook);
        return this;
    }

    /** Whether it is measured what it uses; it is by default. */
    public ProcessDefinitionBuilder metricsEnabled(boolean enabled) {
        return set("metrics.enabled", enabled, draft -> draft.metricsEnabled = enabled);
    }

    /** How many bytes of resident memory it and everything that it has started may use. */
    public ProcessDefinitionBuilder limitMemory(long bytes) {
        return set("limit.memory", bytes, draft -> draft.limitMemory = OptionalLong.of(bytes));
    }

    /** How much CPU time it and everything that it has started may use, in percent of one core. */
    public ProcessDefinitionBuilder limitCpu(double percent) {
        return set("limit.cpu", percent, draft -> draft.limitCpu = OptionalDouble.of(percent));
    }

    /** How many measurements in a row must be over a limit. */
    public ProcessDefinitionBuilder limitSamples(int samples) {
        return set("limit.samples", samples, draft -> draft.limitSamples = samples);
    }

    /** What happens when it is over a limit. */
    public ProcessDefinitionBuilder limitAction(UsageLimits.Action action) {
        return set("limit.action", action, draft -> draft.limitAction = action);
    }

    /** Everything that {@link #build()} would refuse, in the order of the settings. */
    public List<Problem> problems() {
        Draft draft = new Draft(id);
        return problems(draft, assemble(draft));
    }

    /** What could be understood, also if {@link #build()} would refuse it: for those who report all {@link #problems()}. */
    public ProcessDefinition unchecked() {
        return assemble(new Draft(id));
    }

    /**
     * @throws ProcessException with {@link ProcessException.Reason#INVALID}, naming all problems at once
     */
    public ProcessDefinition build() {
        Draft draft = new Draft(id);
        ProcessDefinition definition = assemble(draft);
        List<Problem> problems = problems(draft, definition);
        if (!problems.isEmpty()) {
            throw new ProcessException(ProcessException.Reason.INVALID, id, "cannot define process '" + id + "': "
                    + problems.stream().map(p -> p.setting() + " " + p.message()).collect(Collectors.joining("; ")));
        }
        return definition;
    }

    /** What follows from a setting that was not understood is no problem of its own. */
    private static List<Problem> problems(Draft draft, ProcessDefinition definition) {
        List<Problem> problems = new ArrayList<>(draft.problems());
        Set<String> known = problems.stream().map(Problem::setting).collect(Collectors.toSet());
        definition.problems().stream().filter(problem -> !known.contains(problem.setting())).forEach(problems::add);
        return problems;
    }

    private ProcessDefinition assemble(Draft draft) {
        Map<String, Change> defaults = pattern.map(some -> defaults(some, draft)).orElse(Map.of());
        defaults.values().forEach(change -> change.effect().accept(draft));
        Map<String, String> variables = Map.copyOf(draft.environment);
        changes.values().forEach(change -> change.effect().accept(draft));
        draft.hooks.add(hooks);
        // A file of variables can have replaced one that the pattern has set.
        variables.forEach((name, value) -> {
            if (!value.equals(draft.environment.get(name))) {
                defaults.remove("env." + name);
            }
        });
        Map<String, String> settings = new TreeMap<>();
        defaults.forEach((setting, change) -> settings.put(setting, change.shown()));
        return draft.assemble(pattern.map(some -> new AppliedPattern(some.name(), settings)));
    }

    /** What the pattern sets and the user does not. One kind of health check replaces another. */
    private Map<String, Change> defaults(ProcessPattern some, Draft draft) {
        ProcessDefinitionBuilder defaults = new ProcessDefinitionBuilder(id);
        some.apply(defaults);
        if (defaults.pattern.isPresent()) {
            draft.refuse("pattern", "'" + some.name() + "' names a pattern itself; it must let that one set its defaults");
        }
        draft.hooks.add(defaults.hooks);
        Map<String, Change> left = new TreeMap<>(defaults.changes);
        left.keySet().removeAll(changes.keySet());
        if (HealthSettings.KINDS.stream().anyMatch(changes::containsKey)) {
            left.keySet().removeAll(HealthSettings.KINDS);
            left.keySet().removeAll(HealthSettings.OF_KINDS);
        }
        return left;
    }

    private ProcessDefinitionBuilder set(String setting, Object value, Consumer<Draft> effect) {
        changes.put(setting, new Change(SettingText.of(value), effect));
        return this;
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
