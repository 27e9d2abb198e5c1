package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.PortConflict;
import io.quarkiverse.processmanager.PortOwner;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.StartPolicy.OnDependencyRestart;
import io.quarkiverse.processmanager.StartPolicy.Rerun;
import io.quarkiverse.processmanager.Stdin;
import io.quarkiverse.processmanager.StopPolicy.Leftovers;
import io.quarkiverse.processmanager.TestPolicy;
import io.quarkiverse.processmanager.runtime.config.check.CheckConfig;
import io.quarkiverse.processmanager.runtime.config.check.CheckReader;
import io.quarkiverse.processmanager.runtime.config.check.HealthConfig;
import io.quarkiverse.processmanager.runtime.config.command.CommandConfig;
import io.quarkiverse.processmanager.runtime.config.group.ExecutionConfig;
import io.quarkiverse.processmanager.runtime.config.group.ScheduleConfig;
import io.quarkiverse.processmanager.runtime.config.group.TerminalConfig;
import io.quarkiverse.processmanager.runtime.config.group.UsageLimitConfig;
import io.quarkiverse.processmanager.runtime.config.group.VerbatimConverter;
import io.quarkiverse.processmanager.runtime.config.group.WatchConfig;
import io.quarkiverse.processmanager.runtime.config.program.ProgramConfig;
import io.quarkiverse.processmanager.runtime.config.service.ServiceConfig;
import io.quarkiverse.processmanager.runtime.definition.command.CommandKeys;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigDocSection;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;

/**
 * The settings of one process that can change with each start of the application. Quarkus loads two classes for each group of
 * settings at each start, also in an application without a process, so a group of few settings is part of this one by
 * {@code @WithName}.
 */
@ConfigGroup
public interface ProcessConfig {

    /**
     * The name of the process in the Dev UI and in the log (default: the id).
     */
    Optional<String> name();

    /**
     * The program and its arguments on one line: {@code node server.js --title "My server"}. The line is split into words by
     * the quoting rules of a shell, but no shell runs: variables, wildcards, pipes and redirections need {@code shell=true}.
     * The build reports text that only a shell understands, unless it is in quotes.
     * Write <code>$${HOME}</code> to pass a literal <code>${HOME}</code> to the program.
     */
    Optional<String> command();

    /**
     * Further arguments, each passed to the program unchanged, quotes and blanks included. Put a backslash before a comma that
     * belongs to an argument, or write one property for each argument: {@code args[0]=-c}, {@code args[1]=a, b}.
     */
    Optional<List<@WithConverter(VerbatimConverter.class) String>> args();

    /**
     * Whether {@code command} is a script for {@code sh -c}. The {@code args} are then {@code $1}, {@code $2} and so on.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> shell();

    /**
     * A program from Maven or from {@code package.json}.
     */
    @WithParentName
    ProgramConfig program();

    /**
     * Service: a server that the process manager knows, with defaults of its own.
     */
    @ConfigDocSection
    ServiceConfig service();

    /**
     * The working directory. A relative path starts at the directory of the module in dev mode and in tests, and at the working
     * directory of the application otherwise. That directory is also the default.
     */
    Optional<Path> cwd();

    /**
     * Environment variables for the process, such as {@code env."LOG_LEVEL"=debug}. They override those of {@code env-file}, those of
     * {@code quarkus.process-manager.env} and inherited ones. An empty value sets an empty variable.
     */
    @ConfigDocMapKey("name")
    Map<String, Optional<String>> env();

    /**
     * Files with environment variables for the process, one {@code NAME=value} on each line, in the syntax of {@code .env}
     * files: comments, quotes and a leading {@code export} are allowed, and nothing is expanded. Later files override earlier
     * ones. A relative path starts at the same directory as a relative {@code cwd}. In dev mode a change of a file restarts the
     * process.
     */
    Optional<List<Path>> envFile();

    /**
     * The names of variables that the process does not receive, separated by commas: inherited ones, those of
     * {@code quarkus.process-manager.env} and those of the pattern. A variable that {@code env} or {@code env-file} of the
     * process also sets is refused.
     */
    Optional<Set<String>> unsetEnv();

    /**
     * Whether the process also receives the environment of the application.
     */
    @ConfigDocDefault("true")
    Optional<Boolean> inheritEnv();

    /**
     * Whether the process receives variables that show where the processes in its {@code depends-on} are: {@code DB_HOST} and
     * {@code DB_PORT} for a dependency {@code db} with a {@code port}, and {@code DB_URL} if that has a {@code url-scheme}. A
     * variable that the environment settings of the process set or remove is not changed.
     */
    @ConfigDocDefault("true")
    Optional<Boolean> injectDependencies();

    /**
     * What the process reads from its standard input. {@code open} is a pipe that stays open until the process is stopped, for
     * programs that end with their input, and for the lines that you send. {@code none} is an input that is at its end from the
     * start, for programs that ask questions. {@code console} is as {@code open}, and the command {@code send} sends to this
     * process if you name none (default: {@code none} for a task and for a detached process, {@code open} for any other).
     */
    Optional<Stdin> stdin();

    /**
     * The terminal of the process.
     */
    TerminalConfig tty();

    /**
     * The user, the rights and the limits of the process.
     */
    @WithParentName
    ExecutionConfig execution();

    /**
     * The port that the process listens on; {@code 0} chooses a free one. The chosen port stays the same over live reloads and
     * restarts while nothing else uses it; dev mode, tests and other applications never receive the same one. The process
     * receives the port as the environment variable {@code PORT}. Other properties can refer to it as
     * <code>${quarkus.processes.db.port}</code>, which is the chosen port. The health check connects to it unless another check
     * is declared.
     */
    OptionalInt port();

    /**
     * Other ports that the process listens on, by name; {@code 0} chooses a free one, as with {@code port}. The process receives
     * the port {@code admin} as the environment variable {@code PORT_ADMIN}. Other properties can refer to it as
     * <code>${quarkus.processes.db.ports.admin}</code>.
     */
    @ConfigDocMapKey("port-name")
    Map<String, Optional<Integer>> ports();

    /**
     * The host on which others find the process: the health check, and the processes that depend on this one.
     */
    @ConfigDocDefault("localhost")
    Optional<String> host();

    /**
     * What happens when another process has a fixed port of this process. With {@code fail} the start fails. With {@code next}
     * the process receives the next free port, which one line in the log names, and
     * <code>${quarkus.processes.db.port}</code> is that port; each run of the application begins with the fixed port.
     */
    @ConfigDocDefault("fail")
    Optional<PortConflict> portConflict();

    /**
     * Which process may listen on the {@code port}, and on the port of a health check that connects to this machine. With
     * {@code process} it is only the process itself with its process tree: a start fails while another process listens on the
     * port, and the first success of the health check counts only if no other process has answered. With {@code any} it is
     * another process too, such as a container, or a server that runs before the process;
     * that is the default for the client of a container engine, such as {@code docker} or {@code podman}.
     */
    @ConfigDocDefault("process")
    Optional<PortOwner> portOwner();

    /**
     * The scheme of the URL of the process, such as {@code redis} or {@code postgresql}. The processes that depend on a process
     * {@code db} get the variable {@code DB_URL} with {@code scheme://host:port} (default: that of an HTTP check on the
     * {@code port}, else {@code http} for the patterns {@code web-server} and {@code node-dev-server}, else none).
     */
    Optional<String> urlScheme();

    /**
     * The schemes of the URLs of the other {@code ports}, by name, such as <code>url-schemes."admin"=http</code>. The processes
     * that depend on a process {@code db} get the variable {@code DB_URL_ADMIN} with {@code scheme://host:port}. The Dev UI links
     * to a port with the scheme {@code http} or {@code https}, and shows the address of another port.
     */
    @ConfigDocMapKey("port-name")
    Map<String, Optional<String>> urlSchemes();

    /**
     * Configuration that the process contributes to the application while it is in force, such as
     * <code>config."quarkus.redis.hosts"=redis://localhost:${quarkus.processes.redis.port}</code>. The key is in quotes. A
     * process is in force in its modes, unless {@code auto-start} is false. It contributes with the ordinal of Dev Services, 240,
     * so a value in {@code application.properties}, in a variable or in a system property wins. The build has the value too, so
     * an extension that receives its address from a process starts no Dev Service.
     */
    @ConfigDocMapKey("key")
    Map<String, Optional<String>> config();

    /**
     * The number of processes that run with these settings at the same time, from 1 to 1000. The processes of {@code worker} have
     * the ids {@code worker-0}, {@code worker-1} and so on. Each receives its index as the environment variable
     * {@code REPLICA_INDEX}, has ports, a log file and a data directory of its own, and <code>{replica}</code> in its command, arguments
     * and paths is its index. A command can change the number while the application runs (default: one process without an index,
     * which cannot be scaled).
     */
    OptionalInt replicas();

    /**
     * The tags of the process, separated by commas. Commands and views select processes by a tag, as in {@code tag:frontend}, and
     * {@code quarkus.process-manager.only} chooses the processes that start with the application.
     */
    Optional<Set<String>> tags();

    /**
     * The files whose change has an effect on the process.
     */
    WatchConfig watch();

    /**
     * Whether the process runs elsewhere: in another container, as a service of the machine, or started by hand. The application
     * then watches the process and never starts, stops, signals or measures it. {@code host} and {@code port} say where it is, and
     * no {@code command} is needed. An HTTP, TCP or gRPC check decides about its health; any other check is replaced by a
     * connection to the {@code port}. The process has no time limit for its start, a task counts as done, and
     * {@code quarkus.process-manager.external} is the default for a run of the application.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> external();

    /**
     * Whether the process starts with the application. Otherwise it waits for a command, and its {@code config} does not count.
     */
    @ConfigDocDefault("true")
    Optional<Boolean> autoStart();

    /**
     * The modes in which the process runs: {@code dev}, {@code test} and {@code prod} (default:
     * {@code quarkus.process-manager.modes}).
     */
    Optional<Set<Mode>> modes();

    /**
     * Which instance of the process the tests use (default: {@code own}, or {@code shared} for a task whose {@code creates} is
     * the same path in dev mode and in tests). {@code own}: the tests run an instance of their own, also beside dev mode.
     * {@code shared}: continuous testing uses the instance of dev mode, with its ports; tests without dev mode run their own.
     * {@code off}: the process does not run in tests, as if {@code modes} had no {@code test}. Continuous testing refuses a
     * process whose port is that of dev mode unless this is {@code shared} or {@code off}.
     */
    Optional<TestPolicy> test();

    /**
     * The path that the process creates, which makes a task of it. A start is skipped if the path exists, and the dependents go
     * on. After a run that failed or was stopped, the path proves nothing, and the next start runs the task; so choose a path
     * that the task creates at its end, because the process manager does not remember such a run after the end of the
     * application. A relative path starts at the directory of the process, {@code cwd}.
     */
    Optional<Path> creates();

    /**
     * When a task that has completed runs again with the application (default: {@code always} or, with {@code creates}, when that path
     * does not exist). The property makes a task of the process. {@code always}: at
     * each start of the application. {@code on-change}: when its command, directory, user or variables have changed, or the contents
     * of its {@code watch} files, since its last success. {@code manual}: on request only. With {@code creates} the task also runs
     * when the path does not exist. A live reload alone never runs a task again. In tests, a success of an earlier start does not
     * count, because the tests begin with empty data.
     */
    Optional<Rerun> rerun();

    /**
     * When the task runs by itself.
     */
    ScheduleConfig schedule();

    /**
     * The directory for the data of the process. It is created before the start, for the user of the process alone, unless it
     * exists. The process finds its absolute path in the variable {@code DATA_DIR}, and other properties can refer to it as
     * <code>${quarkus.processes.db.data-dir}</code>. A relative path starts at the same directory as a relative {@code cwd}. In
     * tests the directory is another one, below the directory of the build, which is empty when the JVM of the tests begins to
     * use it: tests never touch the data of dev mode or of production.
     */
    Optional<Path> dataDir();

    /**
     * How long a process without a health check must survive to count as running.
     */
    @ConfigDocDefault("1s")
    Optional<Duration> startupWindow();

    /**
     * How long a process with a health check may take until the first success. After this time the start has failed, and the
     * restart policy decides. The start of the application waits for a process that starts before it for at most
     * {@code quarkus.process-manager.before-app-timeout}, which does not depend on this time.
     */
    @ConfigDocDefault("60s")
    Optional<Duration> startupTimeout();

    /**
     * How long the process may wait for its dependencies. After this time the process has failed. Without this property the
     * process waits as long as its dependencies can still come up.
     */
    Optional<Duration> waitTimeout();

    /**
     * Preparation: a command that runs before each start of the process.
     */
    @ConfigDocSection
    PreStartConfig preStart();

    /**
     * What happens to this process when one of its dependencies restarts: {@code ignore} changes nothing, {@code restart}
     * restarts this process too.
     */
    @ConfigDocDefault("ignore")
    Optional<OnDependencyRestart> onDependencyRestart();

    /**
     * What happens to left-over processes: the processes that this process has started and that are alive after its exit.
     * {@code stop} stops them before anything else happens. {@code keep} lets them run on until a command stops or restarts the
     * process, or the application ends.
     */
    @ConfigDocDefault("stop")
    Optional<Leftovers> leftovers();

    /**
     * The exit codes that mean success, separated by commas.
     */
    @ConfigDocDefault("0")
    Optional<Set<Integer>> successExitCodes();

    /**
     * Health check: finds out when the process is ready, and later whether it still works.
     */
    @ConfigDocSection
    HealthConfig health();

    /**
     * The kind of the liveness check: {@code http}, {@code tcp}, {@code command}, {@code file} or {@code grpc}. It follows from
     * the key that is set. Set the kind to choose among several keys, to {@code tcp} to check the {@code port} of the process with
     * a connection, or to {@code none} to switch an inherited check off.
     */
    @WithName("liveness.type")
    Optional<CheckType> livenessType();

    /**
     * Liveness check: restarts the process when it no longer works. The health check then only reports.
     */
    @ConfigDocSection
    CheckConfig liveness();

    /**
     * Restart: decides whether and when a process that has exited starts again.
     */
    @ConfigDocSection
    RestartConfig restart();

    /**
     * Stop: how the process is asked to exit, and how much time it has.
     */
    @ConfigDocSection
    StopConfig stop();

    /**
     * Output: where the lines of the process go, and how many of them are kept.
     */
    @ConfigDocSection
    ProcessLogConfig log();

    /**
     * Whether the process manager measures what the process uses: CPU, memory, processes, threads and open files.
     */
    @WithName("metrics.enabled")
    @ConfigDocDefault("true")
    Optional<Boolean> metricsEnabled();

    /**
     * Whether the lines of the process are exported as log records of OpenTelemetry (default:
     * {@code quarkus.process-manager.otel.logs}). The id of the process is the {@code service.name} of the records, control
     * sequences are removed, and secrets are masked. A change applies to later lines. No effect with {@code log.mode=direct}.
     */
    @WithName("otel.logs")
    Optional<Boolean> otelLogs();

    /**
     * Whether the process receives the environment variables that connect its OpenTelemetry with that of the application (default:
     * {@code quarkus.process-manager.otel.environment}). {@code OTEL_EXPORTER_OTLP_ENDPOINT},
     * {@code OTEL_EXPORTER_OTLP_PROTOCOL} and {@code OTEL_EXPORTER_OTLP_HEADERS} are those of the application,
     * {@code OTEL_SERVICE_NAME} is the id, {@code OTEL_RESOURCE_ATTRIBUTES} has the attributes of the application, and
     * {@code TRACEPARENT} names the span of the start. A variable that the process sets itself is not changed. A change restarts
     * the process.
     */
    @WithName("otel.environment")
    Optional<Boolean> otelEnvironment();

    /**
     * Usage limit: reports or restarts a process that uses too much memory or CPU time.
     */
    @ConfigDocSection
    UsageLimitConfig usageLimit();

    /**
     * Commands of the process: what a user runs on request.
     */
    @ConfigDocSection
    @ConfigDocMapKey("command-name")
    Map<String, CommandConfig> commands();

    /** The ports that have a value. The configuration lists the name of an environment variable with dots, too. */
    private static <T> Map<String, T> named(Map<String, Optional<T>> configured) {
        Map<String, T> ports = new TreeMap<>();
        configured.forEach((name, value) -> {
            if (name.indexOf('.') < 0 || !configured.containsKey(name.replace('.', '-'))) {
                value.ifPresent(some -> ports.put(name, some));
            }
        });
        return ports;
    }

    static void apply(ProcessConfig config, CommonConfig common, ProcessDefinitionBuilder builder, LaunchContext context,
            Problems problems) {
        config.name().ifPresent(builder::name);
        config.shell().ifPresent(builder::shell);
        config.command().map(line -> problems.words("command", line, config.shell().orElse(false)))
                .ifPresent(builder::command);
        config.args().ifPresent(args -> builder.args(args.toArray(String[]::new)));
        config.cwd().map(context.directory()::resolve).ifPresent(builder::cwd);
        config.unsetEnv().ifPresent(names -> builder.unsetEnv(names.toArray(String[]::new)));
        config.inheritEnv().ifPresent(builder::inheritEnv);
        config.injectDependencies().ifPresent(builder::injectDependencies);
        config.stdin().ifPresent(builder::stdin);
        TerminalConfig.apply(config.tty(), builder);
        ExecutionConfig.apply(config.execution(), builder);
        config.port().ifPresent(builder::port);
        named(config.ports()).forEach(builder::port);
        config.host().ifPresent(builder::host);
        config.portConflict().ifPresent(builder::portConflict);
        config.portOwner().ifPresent(builder::portOwner);
        config.urlScheme().ifPresent(builder::urlScheme);
        named(config.urlSchemes()).forEach(builder::urlScheme);
        config.replicas().ifPresent(builder::replicas);
        config.tags().ifPresent(tags -> builder.tags(tags.stream().map(String::strip).toArray(String[]::new)));
        config.watch().patterns()
                .ifPresent(patterns -> builder.watch(patterns.stream().map(String::strip).toArray(String[]::new)));
        builder.watch(watch -> WatchConfig.apply(config.watch(), watch, problems::add));
        config.external().ifPresent(builder::external);
        config.autoStart().ifPresent(builder::autoStart);
        config.modes().ifPresent(some -> builder.modes(some.toArray(Mode[]::new)));
        config.test().ifPresent(builder::test);
        config.creates().ifPresent(builder::creates);
        config.rerun().ifPresent(builder::rerun);
        config.dataDir().map(context.directory()::resolve).ifPresent(builder::dataDir);
        config.startupWindow().ifPresent(builder::startupWindow);
        config.startupTimeout().ifPresent(builder::startupTimeout);
        config.waitTimeout().ifPresent(builder::waitTimeout);
        config.onDependencyRestart().ifPresent(builder::onDependencyRestart);
        config.leftovers().ifPresent(builder::leftovers);
        config.successExitCodes().ifPresent(builder::successExitCodes);
        builder.schedule(schedule -> ScheduleConfig.apply(config.schedule(), schedule))
                .preStart(preStart -> PreStartConfig.apply(config.preStart(), preStart, problems))
                .health(health -> CheckReader.health(config.health(), health, problems::words))
                .liveness(liveness -> CheckReader.liveness(config.livenessType(), config.liveness(), liveness, problems::words))
                .restart(restart -> RestartConfig.apply(config.restart(), restart, problems))
                .stop(stop -> StopConfig.apply(config.stop(), stop, problems))
                .log(log -> ProcessLogConfig.apply(config.log(), common.log(), log, context))
                .otel(otel -> {
                    config.otelLogs().or(common::otelLogs).ifPresent(otel::logs);
                    config.otelEnvironment().or(common::otelEnvironment).ifPresent(otel::environment);
                })
                .metrics(metrics -> config.metricsEnabled().ifPresent(metrics::enabled))
                .usageLimit(limit -> UsageLimitConfig.apply(config.usageLimit(), limit));
        config.commands().forEach((name, command) -> builder.command(name, each -> CommandConfig.apply(command,
                CommandKeys.key(name, ""), each, context.directory(), problems::words)));
    }
}
