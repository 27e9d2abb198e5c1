package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The patterns of the extension. Each sets a few defaults for one kind of process; the guide lists all patterns. To add one,
 * add a constant here, name it in {@link #all()}, and add a method that makes a builder with it.
 * <p>
 * A figure without another source is that of the README of {@code @pact-toolbox/process-manager}.
 */
public final class ProcessPatterns {

    /**
     * A server that answers HTTP requests: {@code GET /health} on its port, every 30 s once it is up. It needs a {@code port}.
     * There is no delay before the first check, as failures before the first success do not count.
     */
    public static final ProcessPattern WEB_SERVER = builtIn("web-server",
            defaults -> defaults.health(health -> health.path("/health").interval(Duration.ofSeconds(30))));

    /**
     * A database: a connection to its {@code port}, and five failures in a row until it is unhealthy. Two minutes to start, as
     * one that was killed recovers first; 30 s to stop, so that it need not recover the next time.
     */
    public static final ProcessPattern DATABASE = builtIn("database",
            defaults -> defaults.health(health -> health.type(CheckType.TCP).retries(5)).startupTimeout(Duration.ofMinutes(2))
                    .stop(stop -> stop.timeout(Duration.ofSeconds(30))));

    /**
     * A worker in the background, with a health check only if one is declared. It is restarted after a crash, five times in a
     * row. It has 30 s, the default of Kubernetes, to end the job in hand when it is stopped.
     */
    public static final ProcessPattern WORKER = builtIn("worker",
            defaults -> defaults.restart(restart -> restart.policy(RestartPolicy.Mode.ON_FAILURE).max(5))
                    .stop(stop -> stop.timeout(Duration.ofSeconds(30))));

    /**
     * A node of a block chain: a connection to its {@code port}, with more time for everything. Five minutes to start and
     * one to stop, as it reads and writes its copy of the chain; 10 s for a check, as it can be busy. A crash is followed by up
     * to ten
     * restarts, 5 s apart at first, as for a critical service.
     */
    public static final ProcessPattern BLOCKCHAIN_NODE = builtIn("blockchain-node",
            defaults -> defaults.health(health -> health.type(CheckType.TCP).timeout(Duration.ofSeconds(10)).retries(5))
                    .startupTimeout(Duration.ofMinutes(5)).stop(stop -> stop.timeout(Duration.ofMinutes(1)))
                    .restart(restart -> restart.delay(Duration.ofSeconds(5)).max(10)));

    /**
     * The development server of a front end: Vite, Angular, Next.js, Create React App. A connection to its {@code port} on any
     * address of {@code localhost}, as Node listens on {@code ::1} only; a request would have pages built. Two minutes to
     * start, in which Angular compiles all. Three restarts, as a mistake in its configuration does not go away, and none after
     * a
     * good end. Five seconds to stop: there is nothing to save.
     * <p>
     * {@code BROWSER=none} opens no browser. {@code CI=true} keeps Create React App from ending because nobody is at its
     * standard input, and Angular from asking questions. {@code FORCE_COLOR=1} keeps the colours that it would have in a
     * terminal.
     */
    public static final ProcessPattern NODE_DEV_SERVER = builtIn("node-dev-server",
            defaults -> defaults.health(health -> health.type(CheckType.TCP)).startupTimeout(Duration.ofMinutes(2))
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
        ProcessPattern pattern = new BuiltIn(name, defaults);
        return pattern;
    }
}
