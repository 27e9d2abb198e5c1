package io.quarkiverse.processmanager.runtime.config.ports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.ports.PortRequest;
import io.quarkiverse.processmanager.runtime.ports.PortTable;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * Chooses the ports of one build or start of an application. In dev mode and in tests the build and the start choose the same
 * ports. A build for production chooses none: the ports belong to the machine that runs the application.
 */
public final class PortChoice {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");
    private static final String SHARED = "quarkus-process-manager.ports";
    private static final Map<String, Object> OF_PRODUCTION = new ConcurrentHashMap<>();
    /** How many times each process of the application of this class loader has lost a port. */
    private static final Map<String, Integer> LOSSES = new ConcurrentHashMap<>();
    /** Only an application that starts calls the {@link AtStart} of its class loader. */
    private static volatile boolean starting;

    private PortChoice() {
    }

    /** Quarkus calls this class with the configuration of an application that starts, and not with that of a build. */
    public static final class AtStart implements ConfigBuilder {

        @Override
        public SmallRyeConfigBuilder configBuilder(SmallRyeConfigBuilder builder) {
            if (ImageMode.current() != ImageMode.NATIVE_BUILD) {
                starting = true;
            }
            return builder;
        }
    }

    /** The choice for the configuration that is being built; it answers the wanted port where none may be chosen. */
    static RealPorts.Choice ofThisStart() {
        LaunchMode mode = LaunchMode.current();
        if (mode.isProduction() && !starting) {
            return (key, wanted, others) -> wanted;
        }
        return (key, wanted, others) -> choose(key.processId(), key.port(), wanted, others);
    }

    /**
     * Chooses a port for a process of the application of this class loader.
     *
     * @param port the name of the port; empty for the main port
     * @param wanted the port to begin with; 0 for any port
     * @param others the ports that others declare, which are not chosen
     * @return the port; 0 if no port is free
     */
    public static int choose(String processId, String port, int wanted, Set<Integer> others) {
        LaunchMode mode = LaunchMode.current();
        PortRequest request = new PortRequest(owner(mode), processId, port, wanted);
        PortTable.Choice choice = table(mode).choose(request, others);
        if (choice.fresh() && wanted > 0 && choice.port() != wanted) {
            LOG.info(explanation(request, choice));
        }
        return choice.port();
    }

    /** The sentence about a wanted port that a process does not receive. */
    static String explanation(PortRequest request, PortTable.Choice choice) {
        String cause = choice.reserved().map(other -> " is reserved for " + words(other, request)).orElse(" is in use");
        return "port " + (request.name().isEmpty() ? "" : request.name() + " ") + request.wanted() + " of process '"
                + request.processId() + "'" + cause
                + (choice.port() == 0 ? ", and no port above it is free" : "; the process listens on port " + choice.port());
    }

    private static String words(PortTable.Reservation other, PortRequest request) {
        if (other.owner().equals(request.owner())) {
            return "process '" + other.processId() + "'";
        }
        int blank = other.owner().indexOf(' ');
        String directory = other.owner().substring(blank + 1);
        if (blank < 0 || !request.owner().endsWith(" " + directory)) {
            return "another application";
        }
        String mode = switch (other.owner().substring(0, blank)) {
            case "dev" -> "dev mode";
            case "continuous-test" -> "continuous testing";
            case "test" -> "the tests";
            default -> "production";
        };
        return other.processId().equals(request.processId()) ? mode : "process '" + other.processId() + "' of " + mode;
    }

    /** The ports that {@link #choose} tries, as words. */
    public static String range(int wanted) {
        return wanted > 0 ? wanted + " to 65535" : "20000 to 32767";
    }

    /**
     * Lets the configuration check the ports of a process again, because another process has taken one of them. A port that is
     * free, and one in the hands of the process, stay.
     */
    public static void lost(String processId) {
        LOSSES.merge(processId, 1, Integer::sum);
    }

    static int losses(String processId) {
        return LOSSES.getOrDefault(processId, 0);
    }

    /** Gives up the ports of a process that does not come back. A failure is only logged. */
    public static void release(String processId) {
        LaunchMode mode = LaunchMode.current();
        contain("release the ports of process '" + processId + "'", () -> table(mode).release(owner(mode), processId));
    }

    /** Notes that a process was started with a port, which stays with it while it is alive. A failure is only logged. */
    public static void started(int port, ProcessHandle process) {
        contain("note the process on port " + port, () -> table(LaunchMode.current()).started(port, process));
    }

    /** The ports are a convenience: a failure must not end the step of the engine that reports it. */
    static void contain(String step, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.debugf(e, "cannot %s", step);
        }
    }

    /** The table of this JVM: one for all class loaders of dev mode and tests. */
    private static PortTable table(LaunchMode mode) {
        return new PortTable(mode.isProduction() ? OF_PRODUCTION : shared());
    }

    private static Map<String, Object> shared() {
        synchronized (DevConsoleManager.class) {
            Map<String, Object> shared = DevConsoleManager.getGlobal(SHARED);
            if (shared == null) {
                shared = new ConcurrentHashMap<>();
                DevConsoleManager.setGlobal(SHARED, shared);
            }
            return shared;
        }
    }

    /** The application and its mode, which share no port with another application or mode. */
    private static String owner(LaunchMode mode) {
        return instance(mode) + " " + directory();
    }

    private static String instance(LaunchMode mode) {
        return switch (mode) {
            case DEVELOPMENT -> "dev";
            case TEST -> isInDevMode() ? "continuous-test" : "test";
            case NORMAL, RUN -> TestLaunch.current().isPresent() ? "test" : "prod";
        };
    }

    /** Whether the tests run in the JVM of dev mode, as continuous testing does. */
    private static boolean isInDevMode() {
        return Optional.ofNullable(DevConsoleManager.getHotReplacementContext()).isPresent();
    }

    private static Path directory() {
        Path directory = Path.of("").toAbsolutePath().normalize();
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory;
        }
    }
}
