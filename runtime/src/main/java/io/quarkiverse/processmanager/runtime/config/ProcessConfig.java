package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.StartPolicy.OnDependencyRestart;
import io.quarkiverse.processmanager.StopPolicy.Leftovers;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithParentName;

/** The settings of one process that can change with each start of the application. */
@ConfigGroup
public interface ProcessConfig {

    /**
     * The name in the Dev UI and in the log (default: the id).
     */
    Optional<String> name();

    /**
     * The program and its arguments on one line: {@code node server.js --title "My server"}. The line is split into words as a
     * shell would do it, with quotes and backslashes, but no shell runs: variables, wildcards, pipes and redirections need
     * {@code shell=true}. {@code $${HOME}} gives the program a literal <code>${HOME}</code>.
     */
    Optional<String> command();

    /**
     * Further arguments, each passed to the program unchanged, quotes and blanks included. Put a backslash before a comma that
     * belongs to an argument, or write one property for each: {@code args[0]=-c}, {@code args[1]=a, b}.
     */
    Optional<List<@WithConverter(Verbatim.class) String>> args();

    /**
     * Whether {@code command} is a script for {@code sh -c}. Its {@code args} are then {@code $1}, {@code $2} and so on.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> shell();

    /**
     * The working directory. A relative one starts at the directory of the module in dev mode and in tests, and at the working
     * directory of the application otherwise. That directory is also the default.
     */
    Optional<Path> cwd();

    /**
     * Environment variables for the process. They win over those of {@code env-file} and over inherited ones; an empty value
     * sets an empty variable.
     */
    @ConfigDocMapKey("name")
    Map<String, Optional<String>> env();

    /**
     * Files with environment variables for the process, one {@code NAME=value} a line, as {@code .env} files have them:
     * comments, quotes and a leading {@code export} are understood, nothing is expanded. Later files win. A relative one starts
     * where a relative {@code cwd} does. In dev mode a change of a file restarts the process.
     */
    Optional<List<Path>> envFile();

    /**
     * Whether the process also gets the environment of the application.
     */
    @ConfigDocDefault("true")
    Optional<Boolean> inheritEnv();

    /**
     * The user, the rights and the resource limits of the process.
     */
    @WithParentName
    ExecutionConfig execution();

    /**
     * The port that the process listens on. The process finds it in its environment as {@code PORT}; other properties can refer
     * to it as <code>${quarkus.processes.db.port}</code>. A connection to it is the health check, unless another is declared.
     */
    OptionalInt port();

    /**
     * Whether the process starts with the application. Otherwise it waits for a command.
     */
    @ConfigDocDefault("true")
    Optional<Boolean> autoStart();

    /**
     * The modes in which the process runs: {@code dev}, {@code test} and {@code prod}. The default is
     * {@code quarkus.process-manager.modes}.
     */
    Optional<Set<Mode>> modes();

    /**
     * How long a process without a health check must survive to count as running.
     */
    @ConfigDocDefault("1s")
    Optional<Duration> startupWindow();

    /**
     * How long a process with a health check may take until the first success. After it the start has failed, and the restart
     * policy decides.
     */
    @ConfigDocDefault("60s")
    Optional<Duration> startupTimeout();

    /**
     * How long the process may wait for its dependencies; after it the process has failed. Without it the process waits as
     * long as the dependencies may still come up.
     */
    Optional<Duration> waitTimeout();

    /**
     * What happens to this process when a process that it depends on restarts: {@code ignore} changes nothing, {@code restart}
     * restarts this process too.
     */
    @ConfigDocDefault("ignore")
    Optional<OnDependencyRestart> onDependencyRestart();

    /**
     * What happens to left-over processes, those that the process has started and that are alive after it has exited: {@code
     * stop} stops them before anything else happens, {@code keep} lets them run on until a command stops or restarts the
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
     * How the process is checked.
     */
    HealthConfig health();

    /**
     * Whether and when the process starts again.
     */
    RestartConfig restart();

    /**
     * How the process is stopped.
     */
    StopConfig stop();

    /**
     * What happens to the output of the process.
     */
    ProcessLogConfig log();

    /**
     * What is measured.
     */
    ProcessMetricsConfig metrics();

    /**
     * How much the process may use.
     */
    UsageLimitConfig usageLimit();

    static void apply(ProcessConfig config, CommonLogConfig common, ProcessDefinitionBuilder builder, Site site,
            Problems problems) {
        config.name().ifPresent(builder::name);
        config.shell().ifPresent(builder::shell);
        config.command().ifPresent(line -> builder.command(
                config.shell().orElse(false) ? new String[] { line } : problems.words("command", line)));
        config.args().ifPresent(args -> builder.args(args.toArray(String[]::new)));
        config.cwd().map(site.directory()::resolve).ifPresent(builder::cwd);
        config.inheritEnv().ifPresent(builder::inheritEnv);
        ExecutionConfig.apply(config.execution(), builder);
        config.port().ifPresent(builder::port);
        config.autoStart().ifPresent(builder::autoStart);
        config.modes().ifPresent(some -> builder.modes(some.toArray(Mode[]::new)));
        config.startupWindow().ifPresent(builder::startupWindow);
        config.startupTimeout().ifPresent(builder::startupTimeout);
        config.waitTimeout().ifPresent(builder::waitTimeout);
        config.onDependencyRestart().ifPresent(builder::onDependencyRestart);
        config.leftovers().ifPresent(builder::leftovers);
        config.successExitCodes().ifPresent(builder::successExitCodes);
        builder.health(health -> HealthConfig.apply(config.health(), health, problems))
                .restart(restart -> RestartConfig.apply(config.restart(), restart))
                .stop(stop -> StopConfig.apply(config.stop(), stop, problems))
                .log(log -> ProcessLogConfig.apply(config.log(), common, log, site))
                .metrics(metrics -> ProcessMetricsConfig.apply(config.metrics(), metrics))
                .usageLimit(limit -> UsageLimitConfig.apply(config.usageLimit(), limit));
    }
}
