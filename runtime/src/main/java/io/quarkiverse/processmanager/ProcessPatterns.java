package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The patterns of the extension. Each pattern sets a few defaults for one sort of process; the guide lists all patterns. All of
 * them are for a {@link ProcessKind#SERVICE}.
 * <p>
 * Figures without another source come from the README of {@code @pact-toolbox/process-manager}.
 */
public final class ProcessPatterns {

    /**
     * A server that answers HTTP requests. The health check is {@code GET /health} on the {@code port} of the process, which
     * you must set, every 30 s after the first success. The first check has no delay, because failures before the first success
     * do not count.
     */
    public static final ProcessPattern WEB_SERVER = builtIn("web-server",
            defaults -> defaults.kind(ProcessKind.SERVICE).urlScheme("http")
                    .health(health -> health.path("/health").interval(Duration.ofSeconds(30))));

    /**
     * A database. The health check is a connection to the {@code port} of the process; five failures in a row make the process
     * unhealthy. The startup timeout is 2 min, because a database that was killed recovers first. The grace period is 30 s, so
     * that the database can shut down without a later recovery.
     */
    public static final ProcessPattern DATABASE = builtIn("database",
            defaults -> defaults.kind(ProcessKind.SERVICE).health(health -> health.type(CheckType.TCP).retries(5))
                    .startupTimeout(Duration.ofMinutes(2))
                    .stop(stop -> stop.timeout(Duration.ofSeconds(30))));

    /**
     * A background worker, without a health check unless you declare one. A worker is a service: with an exit, also with one
     * that means success, the jobs are no longer done. Set the kind of a worker that empties a queue and exits to task. The
     * engine restarts a crashed worker, at most five times in a row. The grace period for the current job is 30 s, the default
     * of Kubernetes.
     */
    public static final ProcessPattern WORKER = builtIn("worker",
            defaults -> defaults.kind(ProcessKind.SERVICE)
                    .restart(restart -> restart.policy(RestartPolicy.Mode.ON_FAILURE).max(5))
                    .stop(stop -> stop.timeout(Duration.ofSeconds(30))));

    /**
     * A node of a block chain. The health check is a connection to the {@code port} of the process, with a timeout of 10 s,
     * because a node can be busy. The startup timeout is 5 min and the grace period 1 min, because a node reads and writes its
     * copy of the chain. A crash leads to at most ten restarts, at first 5 s apart, as for a critical service.
     */
    public static final ProcessPattern BLOCKCHAIN_NODE = builtIn("blockchain-node",
            defaults -> defaults.kind(ProcessKind.SERVICE)
                    .health(health -> health.type(CheckType.TCP).timeout(Duration.ofSeconds(10)).retries(5))
                    .startupTimeout(Duration.ofMinutes(5)).stop(stop -> stop.timeout(Duration.ofMinutes(1)))
                    .restart(restart -> restart.delay(Duration.ofSeconds(5)).max(10)));

    /**
     * The development server of a front end: Vite, Angular, Next.js, Create React App. The health check is a connection to the
     * {@code port} of the process on any address of {@code localhost}, because Node listens on {@code ::1} only. A request
     * would make the server build pages. The startup timeout is 2 min, because Angular compiles everything first. A crash leads
     * to at most three restarts, because a wrong configuration stays wrong; a successful exit leads to none, and the process
     * has failed. The grace period is 5 s, because the server has nothing to save.
     * <p>
     * With {@code BROWSER=none} the server opens no browser. With {@code CI=true} Create React App does not exit at the end of
     * its standard input, and Angular asks no questions. With {@code FORCE_COLOR=1} the output has the colours of a terminal.
     */
    public static final ProcessPattern NODE_DEV_SERVER = builtIn("node-dev-server",
            defaults -> defaults.kind(ProcessKind.SERVICE).urlScheme("http")
                    .health(health -> health.type(CheckType.TCP))
                    .startupTimeout(Duration.ofMinutes(2))
                    .restart(restart -> restart.max(3))
                    .stop(stop -> stop.timeout(Duration.ofSeconds(5))).env("BROWSER", "none").env("CI", "true")
                    .env("FORCE_COLOR", "1"));

    private record BuiltIn(String name, Consumer<ProcessDefinitionBuilder> defaults) implements ProcessPattern {

        @Override
        public void apply(ProcessDefinitionBuilder builder) {
            defaults.accept(builder);
        }
    }

    private ProcessPatterns() {
    }

    /** All patterns of the extension. */
    public static List<ProcessPattern> all() {
        // A new pattern needs a constant, its name here, and a method that makes a builder with it.
        return List.of(WEB_SERVER, DATABASE, WORKER, BLOCKCHAIN_NODE, NODE_DEV_SERVER);
    }

    /** A builder with the defaults of {@link #WEB_SERVER}. */
    public static ProcessDefinitionBuilder webServer(String id) {
        return ProcessDefinition.builder(id, WEB_SERVER);
    }

    /** A builder with the defaults of {@link #DATABASE}. */
    public static ProcessDefinitionBuilder database(String id) {
        return ProcessDefinition.builder(id, DATABASE);
    }

    /** A builder with the defaults of {@link #WORKER}. */
    public static ProcessDefinitionBuilder worker(String id) {
        return ProcessDefinition.builder(id, WORKER);
    }

    /** A builder with the defaults of {@link #BLOCKCHAIN_NODE}. */
    public static ProcessDefinitionBuilder blockchainNode(String id) {
        return ProcessDefinition.builder(id, BLOCKCHAIN_NODE);
    }

    /** A builder with the defaults of {@link #NODE_DEV_SERVER}. */
    public static ProcessDefinitionBuilder nodeDevServer(String id) {
        return ProcessDefinition.builder(id, NODE_DEV_SERVER);
    }

    private static ProcessPattern builtIn(String name, Consumer<ProcessDefinitionBuilder> defaults) {
        return new BuiltIn(name, defaults);
    }
}
