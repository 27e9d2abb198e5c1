package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.StartPolicy.OnDependencyRestart;
import io.quarkiverse.processmanager.StopPolicy.Leftovers;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithParentName;

/** Everything of one process that may be another at each start of the application. */
@ConfigGroup
public interface ProcessConfig {

    /**
     * The name for people, in the Dev UI and in the log. The default is the id.
     */
    Optional<String> name();

    /**
     * The program and its arguments on one line: {@code node server.js --title "My server"}. The line is split into words as a
     * shell would do it, with quotes and backslashes, but no shell runs: variables, wildcards, pipes and redirections need
     * {@code shell=true}. {@code $${HOME}} gives the program a literal <code>${HOME}</code>.
     */
    Optional<String> command();

    /**
     * Further arguments, each given to the program as it is, quotes and blanks included. Put a backslash before a comma that
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
     * Execution.
     */
    @WithParentName
    ExecutionConfig execution();

    /**
     * The port that the process listens on. The process finds it in its environment as {@code PORT}; other properties can refer
     * to it as <code>${quarkus.processes.db.port}</code>. A connection to it is the health check, unless another is declared.
     */
    OptionalInt port();

    /**
     * Whether the process is started with the application. Otherwise it waits until somebody starts it.
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
     * How long the process may wait for those in {@code depends-on}; after it the process has failed. Without it the process
     * waits as long as they may still come up.
     */
    Optional<Duration> waitTimeout();

    /**
     * What happens to this process when one that it depends on is restarted: {@code ignore} leaves it alone, {@code restart}
     * restarts it too.
     */
    @ConfigDocDefault("ignore")
    Optional<OnDependencyRestart> onDependencyRestart();

    /**
     * What happens to what the process has started when it ends by itself: {@code stop} stops it before anything else happens,
     * {@code keep} lets it run on until the process is stopped or restarted by somebody, or the application ends.
     */
    @ConfigDocDefault("stop")
    Optional<Leftovers> leftovers();

    /**
     * The exit codes that mean success, separated by commas.
     */
    @ConfigDocDefault("0")
    Optional<Set<Integer>> successExitCodes();

    /**
     * Health.
     */
    HealthConfig health();

    /**
     * Restart.
     */
    RestartConfig restart();

    /**
     * Stop.
     */
    StopConfig stop();

    /**
     * Log.
     */
    ProcessLogConfig log();

    /**
     * Metrics.
     */
    ProcessMetricsConfig metrics();

    /**
     * Limits.
     */
    LimitConfig limit();
}
