package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.runtime.config.console.ConsoleConfig;
import io.quarkiverse.processmanager.runtime.config.group.CommonLogConfig;
import io.quarkiverse.processmanager.runtime.definition.NativeWay;
import io.quarkiverse.processmanager.runtime.testing.TestConfig;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigDocSection;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/**
 * The settings of all processes. A group of few settings is part of this one by {@code @WithName}, as in {@link ProcessConfig}.
 */
@ConfigGroup
public interface CommonConfig {

    /**
     * The modes of the processes without {@code modes} of their own: {@code dev}, {@code test} and {@code prod}. In
     * production no process starts unless {@code prod} is here or in the {@code modes} of the process.
     */
    @WithDefault("dev,test")
    Set<Mode> modes();

    /**
     * A setting of a process for each declared process that does not have the setting itself, and does not inherit it from the
     * process that it {@code extends}: {@code quarkus.process-manager.defaults.restart.max=3}. Each setting of
     * {@code quarkus.processes."id"} is possible, except {@code name}, {@code extends} and {@code template}. A map such as
     * {@code env} is merged by its keys, a list is replaced as a whole, and an empty value at the process removes the default.
     */
    @ConfigDocMapKey("setting")
    Map<String, Optional<String>> defaults();

    /**
     * The processes that start with the application, by their tags and ids, separated by commas: {@code frontend,db}. The processes
     * that they need start, too. All others wait for a command, as with {@code auto-start=false}, and their {@code config} does not
     * count (default: all processes). As a system property it holds for one run:
     * {@code -Dquarkus.process-manager.only=frontend}.
     */
    Optional<Set<String>> only();

    /**
     * The processes that do not start with the application, by their tags and ids, separated by commas: {@code slow}. A
     * process that a starting process depends on starts nevertheless.
     */
    Optional<Set<String>> except();

    /**
     * The processes that run elsewhere in this run of the application, by their tags and ids, separated by commas:
     * {@code db,cache}. {@code *} names all processes. The application watches such a process as with {@code external=true} of the
     * process, also in a mode that {@code quarkus.process-manager.modes} does not have. The own {@code modes} and
     * {@code external=false} of a process take precedence. A deployment sets the list for a packaged application:
     * {@code QUARKUS_PROCESS_MANAGER_EXTERNAL=db,cache}.
     */
    Optional<Set<String>> external();

    /**
     * How long the start of the application waits for the processes that start before it (see {@code start-phase}). After this
     * time the start fails, and the error names the processes that are not ready, also those whose {@code startup-timeout} has not
     * expired. Raise it for a chain of slow processes.
     */
    @WithDefault("2m")
    Duration beforeAppTimeout();

    /**
     * How long the processes are stopped in order when the application ends, dependents before the processes that they depend
     * on. After this time the processes that have had their {@code stop.timeout} or the {@code last-grace-period} are killed.
     * Then all others get their stop signal at once. Without a value the time is 30 s, or the longest {@code stop.timeout} if
     * that is longer.
     */
    @ConfigDocDefault("30s, or the longest stop.timeout")
    Optional<Duration> shutdownTimeout();

    /**
     * The grace period of a process that has not received its stop signal, or has only just received it, when the
     * {@code shutdown-timeout} expires. A shorter {@code stop.timeout} of the process applies. A shutdown lasts at most
     * {@code shutdown-timeout} plus this time, plus the time of the kills.
     */
    @WithDefault("5s")
    Duration lastGracePeriod();

    /**
     * Environment variables for all declared processes. Those of a pattern and those of the process override them, and
     * {@code unset-env} of the process removes them. An empty value sets an empty variable. A process that code creates does
     * not receive them.
     */
    @ConfigDocMapKey("name")
    Map<String, Optional<String>> env();

    /**
     * Files with environment variables for all declared processes, in the syntax of the {@code env-file} of a process. The
     * {@code env} for all processes overrides them. In dev mode a change of a file restarts the processes.
     */
    Optional<List<Path>> envFile();

    /**
     * The names of inherited variables that no declared process receives, separated by commas, such as
     * {@code JAVA_TOOL_OPTIONS}. A process can set such a variable again.
     */
    Optional<Set<String>> unsetEnv();

    /**
     * Output of all processes: how much memory it may use, and what the console of dev mode shows.
     */
    @ConfigDocSection
    CommonLogConfig log();

    /**
     * The time between two measurements of what the processes use; whole seconds, because the scheduler runs once a second.
     */
    @WithName("metrics.interval")
    @WithDefault("5s")
    Duration metricsInterval();

    /**
     * Whether each start of a process is a span in the traces of the application, if the application has the extension
     * {@code quarkus-opentelemetry}.
     */
    @WithName("otel.traces")
    @WithDefault("true")
    boolean otelTraces();

    /**
     * Whether the lines of the processes without {@code otel.logs} of their own are exported as log records of OpenTelemetry. The
     * application needs the extension {@code quarkus-opentelemetry} and {@code quarkus.otel.logs.enabled=true}.
     */
    @WithName("otel.logs")
    @ConfigDocDefault("false")
    Optional<Boolean> otelLogs();

    /**
     * Whether the processes without {@code otel.environment} of their own receive the environment variables that connect their
     * OpenTelemetry with that of the application: {@code OTEL_EXPORTER_OTLP_ENDPOINT}, {@code OTEL_EXPORTER_OTLP_PROTOCOL},
     * {@code OTEL_SERVICE_NAME}, {@code OTEL_RESOURCE_ATTRIBUTES} and {@code TRACEPARENT}.
     */
    @WithName("otel.environment")
    @ConfigDocDefault("false")
    Optional<Boolean> otelEnvironment();

    /**
     * Whether processes are started with direct calls of the C library, which is faster and reports exactly how a process has
     * exited: {@code auto} on Linux with glibc, where a self-test at the first start succeeds, {@code off} never. Otherwise the
     * JDK starts the processes. The Dev UI shows which way is used and why.
     */
    @WithName("native")
    @WithDefault("auto")
    NativeWay nativeWay();

    /**
     * Whether the command line {@code quarkus-process-manager-cli} can show and control the processes from another terminal, over
     * a Unix domain socket that only the user of the application can open. An application without declared processes opens no
     * socket.
     */
    @WithName("control.enabled")
    @ConfigDocDefault("true in dev mode and in tests, false in production")
    Optional<Boolean> controlEnabled();

    /**
     * Terminal of dev mode: the status line, the monitor and its key.
     */
    @ConfigDocSection
    ConsoleConfig console();

    /**
     * Tests: how they wait for the processes.
     */
    @ConfigDocSection
    TestConfig test();
}
