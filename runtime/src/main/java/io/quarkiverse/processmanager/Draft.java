package io.quarkiverse.processmanager;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** The settings of a definition while it is being built. Each begins with its default. */
final class Draft {

    final String id;
    String name;
    List<String> words = List.of();
    List<String> args = List.of();
    boolean shell;
    Optional<Path> directory = Optional.empty();
    final Map<String, String> environment = new TreeMap<>();
    boolean inheritEnv = true;
    Optional<String> user = Optional.empty();
    Optional<String> group = Optional.empty();
    Optional<String> umask = Optional.empty();
    OptionalInt nice = OptionalInt.empty();
    final Map<String, String> limits = new TreeMap<>();
    Execution.Isolation isolation = Execution.DEFAULT.isolation();
    boolean detached = Execution.DEFAULT.detached();
    OptionalInt port = OptionalInt.empty();
    List<Dependency> dependencies = List.of();
    Optional<Dependency.Condition> waitFor = Optional.empty();
    final BuilderHooks hooks = BuilderHooks.empty();
    final HealthSettings health = new HealthSettings();
    HealthGroup healthGroup = HealthReport.DEFAULT.group();
    boolean required = HealthReport.DEFAULT.required();
    Optional<Set<Mode>> modes = Optional.empty();
    boolean autoStart = StartPolicy.DEFAULT.auto();
    Duration startupWindow = StartPolicy.DEFAULT.window();
    Duration startupTimeout = StartPolicy.DEFAULT.timeout();
    Optional<Duration> waitTimeout = StartPolicy.DEFAULT.waitTimeout();
    StartPolicy.OnDependencyRestart onDependencyRestart = StartPolicy.DEFAULT.onDependencyRestart();
    RestartPolicy.Mode restartPolicy = RestartPolicy.DEFAULT.mode();
    Duration restartDelay = RestartPolicy.DEFAULT.delay();
    double restartBackoff = RestartPolicy.DEFAULT.backoff();
    Duration restartMaxDelay = RestartPolicy.DEFAULT.maxDelay();
    double restartJitter = RestartPolicy.DEFAULT.jitter();
    int restartMax = RestartPolicy.DEFAULT.max();
    Duration restartResetAfter = RestartPolicy.DEFAULT.resetAfter();
    String stopSignal = StopPolicy.DEFAULT.signal();
    Duration stopTimeout = StopPolicy.DEFAULT.timeout();
    List<String> stopCommand = StopPolicy.DEFAULT.command();
    StopPolicy.Leftovers leftovers = StopPolicy.DEFAULT.leftovers();
    Level logLevel = LogPolicy.DEFAULT.level();
    Level logStderrLevel = LogPolicy.DEFAULT.stderrLevel();
    long logBufferSize = LogPolicy.DEFAULT.bufferBytes();
    long logLineLength = LogPolicy.DEFAULT.maxLineBytes();
    LogMode logMode = LogMode.LINES;
    boolean logMerge;
    LogPolicy.Ansi logAnsi = LogPolicy.DEFAULT.ansi();
    Optional<Path> logFile = Optional.empty();
    long logFileBytes = LogFile.DEFAULT_MAX_BYTES;
    int logFileBackups = LogFile.DEFAULT_MAX_BACKUPS;
    Set<Integer> successExitCodes = Set.of(0);
    boolean keepOnReload;
    boolean metricsEnabled = true;
    OptionalLong limitMemory = UsageLimits.DEFAULT.memoryBytes();
    OptionalDouble limitCpu = UsageLimits.DEFAULT.cpuPercent();
    int limitSamples = UsageLimits.DEFAULT.samples();
    UsageLimits.Action limitAction = UsageLimits.DEFAULT.action();
    private final List<Problem> problems = new ArrayList<>();

    Draft(String id) {
        this.id = id;
        this.name = id;
    }

    /** What could be understood of it; {@link #problems()} says what not. */
    ProcessDefinition assemble(Optional<AppliedPattern> pattern) {
        List<String> all = new ArrayList<>(words);
        if (!all.isEmpty()) {
            all.addAll(args);
        }
        return new ProcessDefinition(id, name, new Command(all, shell, directory, environment, inheritEnv),
                new Execution(user, group, umask, nice, limits, isolation, detached), port, dependencies, waitFor,
                health.check(port, this::refuse),
                new StartPolicy(autoStart, startupWindow, startupTimeout, waitTimeout, onDependencyRestart),
                new RestartPolicy(restartPolicy, restartDelay, restartBackoff, restartMaxDelay, restartJitter, restartMax,
                        restartResetAfter),
                new StopPolicy(stopSignal, stopTimeout, stopCommand, leftovers), log(), successExitCodes, modes,
                new HealthReport(healthGroup, required), metricsEnabled,
                new UsageLimits(limitMemory, limitCpu, limitSamples, limitAction), pattern, keepOnReload, hooks.build());
    }

    /** What {@link #assemble} could not understand. */
    List<Problem> problems() {
        return problems;
    }

    void refuse(String setting, String message) {
        problems.add(new Problem(id, setting, message));
    }

    void addEnvironment(Path file) {
        try {
            environment.putAll(EnvFile.parse(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            refuse("env-file", "'" + file + "' " + (Files.exists(file) ? "cannot be read as UTF-8 text" : "does not exist"));
        } catch (IllegalArgumentException e) {
            refuse("env-file", "'" + file + "' is not a file of variables: " + e.getMessage());
        }
    }

    private LogPolicy log() {
        LogPolicy.Capture lines = logMerge ? LogPolicy.Capture.MERGED : LogPolicy.Capture.SEPARATE;
        return new LogPolicy(logLevel, logStderrLevel,
                bytes("log.buffer-size", logBufferSize, LogPolicy.DEFAULT.bufferBytes()),
                bytes("log.line-length", logLineLength, LogPolicy.DEFAULT.maxLineBytes()),
                logMode == LogMode.DIRECT ? LogPolicy.Capture.DIRECT : lines, logAnsi,
                logFile.map(path -> new LogFile(path, logFileBytes, logFileBackups)));
    }

    private int bytes(String setting, long bytes, int fallback) {
        if (bytes > Integer.MAX_VALUE) {
            refuse(setting, bytes + " bytes are more than the possible " + Integer.MAX_VALUE);
            return fallback;
        }
        return (int) bytes;
    }
}
