package io.quarkiverse.processmanager.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.runtime.cdi.CdiObservers;
import io.quarkiverse.processmanager.runtime.config.Definitions;
import io.quarkiverse.processmanager.runtime.config.LaunchContext;
import io.quarkiverse.processmanager.runtime.config.PatternRegistry;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerRuntimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesRuntimeConfig;
import io.quarkiverse.processmanager.runtime.config.contribution.OverriddenContributions;
import io.quarkiverse.processmanager.runtime.config.program.ArtifactBridge;
import io.quarkiverse.processmanager.runtime.definition.ConsoleOutput;
import io.quarkiverse.processmanager.runtime.definition.ProblemText;
import io.quarkiverse.processmanager.runtime.engine.Application;
import io.quarkiverse.processmanager.runtime.engine.Engine;
import io.quarkiverse.processmanager.runtime.metrics.MetricsJob;
import io.quarkiverse.processmanager.runtime.metrics.ProcessMeters;
import io.quarkiverse.processmanager.runtime.rules.Plan;
import io.quarkiverse.processmanager.runtime.testing.DevInstance;
import io.quarkiverse.processmanager.runtime.testing.SharedProcesses;
import io.quarkiverse.processmanager.runtime.testing.TestAwait;
import io.quarkiverse.processmanager.runtime.testing.TestConfig;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.metrics.MetricsFactory;
import io.quarkus.runtime.shutdown.ShutdownConfig;
import io.quarkus.value.registry.ValueRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;

/** Connects the engine with one start of the application. */
@Recorder
public class ProcessManagerRecorder {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    /** How many times a start tries other ports for the processes that start before the application. */
    private static final int MOST_LOSSES = 3;

    private final ProcessesBuildTimeConfig fixed;
    private final RuntimeValue<ProcessesRuntimeConfig> processes;
    private final RuntimeValue<ProcessManagerRuntimeConfig> common;
    private final RuntimeValue<ShutdownConfig> shutdown;
    private final RuntimeValue<ValueRegistry> registry;

    public ProcessManagerRecorder(ProcessesBuildTimeConfig fixed, RuntimeValue<ProcessesRuntimeConfig> processes,
            RuntimeValue<ProcessManagerRuntimeConfig> common, RuntimeValue<ShutdownConfig> shutdown,
            RuntimeValue<ValueRegistry> registry) {
        this.registry = registry;
        this.fixed = fixed;
        this.processes = processes;
        this.common = common;
        this.shutdown = shutdown;
    }

    public Supplier<ProcessManager> manager() {
        return () -> Engine.shared().commands();
    }

    public Supplier<ManagedProcess> process(String id) {
        return () -> Engine.shared().commands().declared(id);
    }

    /**
     * Starts the declared processes, or adopts those that are running, and waits for the processes that start before the
     * application. Runs before all other extensions start, so the listeners are held until {@link #beansAreComplete()}.
     */
    public RuntimeValue<ProcessManager> start(Supplier<Vertx> vertx, LaunchMode launchMode, ShutdownContext shutdown) {
        if (ApplicationLifecycleManager.isAppCDSGeneration()) {
            // The build of a package starts the application to record its classes, and ends that start before any extension is up.
            return new RuntimeValue<>(Engine.shared().commands());
        }
        ArtifactBridge.connect(launchMode);
        Definitions definitions = definitions(ProcessesConfig.ofStart(fixed, processes.getValue(), common.getValue(), raw()),
                launchMode);
        if (launchMode == LaunchMode.NORMAL) {
            // In the other modes the build has just reported them.
            definitions.contradictions().forEach(LOG::warn);
            OverriddenContributions.sentences(raw(), launchMode).forEach(LOG::info);
        }
        Plan plan = definitions.plan();
        if (!definitions.idle().isEmpty() && definitions.mode() == Mode.PROD) {
            LOG.infof("Not started in production: %s; quarkus.process-manager.modes sets the modes in which processes run",
                    String.join(", ", definitions.idle()));
        }
        if (launchMode.isDev()) {
            DevInstance.publish(Engine::existing);
        }
        TestConfig tests = common.getValue().common().test();
        List<ProcessDefinition> awaited = tests.await() ? definitions.shared() : definitions.sharedTasks();
        if (!awaited.isEmpty()) {
            SharedProcesses.await(awaited, tests.awaitTimeout());
        }
        Engine engine = Engine.shared();
        if (TestLaunch.mode(launchMode) == Mode.TEST) {
            engine.endDetachedWithJvm();
        }
        if (launchMode == LaunchMode.DEVELOPMENT) {
            ConsoleAccess.open(engine, definitions.idle());
        }
        engine.adopt(identity(launchMode), plan);
        engine.commands().idle(definitions.idle());
        RuntimeValue<ProcessManager> manager = new RuntimeValue<>(engine.commands());
        // Quarkus runs the shutdown tasks first, the last of them destroys the beans, and then it runs the last shutdown tasks. So
        // the processes outlive the beans that use them, and Vert.x outlives the processes.
        shutdown.addShutdownTask(engine::applicationEnds);
        shutdown.addLastShutdownTask(() -> detachOrClose(engine, launchMode));
        engine.listeners().hold();
        Application application = new Application(vertx.get(), engine.listeners());
        CdiObservers.subscribe(engine.listeners(), definitions.all().stream().map(ProcessDefinition::id).toList());
        engine.console(console(launchMode), plan);
        engine.serve(application, plan, definitions.shutdown());
        if (!plan.ids().isEmpty()) {
            // Its clients find the processes of this plan, and see a start that takes long.
            openControl(launchMode, definitions.idle());
        }
        Supplier<Plan> current = inThisApplication(
                () -> definitions(ProcessesConfig.ofRunning(fixed, raw()), launchMode).plan());
        awaitBeforeApp(plan, definitions.beforeAppTimeout(), current).ifPresent(error -> {
            ConfigurationException refusal = refusal(error, Set.of());
            if (launchMode == LaunchMode.DEVELOPMENT) {
                DevModeError.expect(refusal);
            }
            throw refusal;
        });
        engine.watchLostPorts(current);
        return manager;
    }

    private Optional<ConsoleOutput> console(LaunchMode launchMode) {
        Optional<ConsoleOutput> set = common.getValue().common().log().console();
        return switch (launchMode) {
            case DEVELOPMENT -> set.or(() -> Optional.of(ConsoleOutput.AUTO));
            // The report of a test that fails has the output of the processes.
            case TEST -> set.or(() -> Optional.of(ConsoleOutput.ALL));
            default -> set;
        };
    }

    /** Opens the control socket, unless it is open since before a live reload. */
    private void openControl(LaunchMode launchMode, Collection<String> idle) {
        Optional<Boolean> enabled = common.getValue().common().control().enabled();
        Mode mode = TestLaunch.mode(launchMode);
        if (enabled.orElse(mode != Mode.PROD)) {
            ControlAccess.open(Engine.shared(), mode, idle);
        } else if (launchMode == LaunchMode.DEVELOPMENT) {
            ControlAccess.close();
        }
    }

    /** Waits again with other ports if something else has taken the chosen port of a process. */
    private static Optional<String> awaitBeforeApp(Plan plan, Duration timeout, Supplier<Plan> current) {
        Engine engine = Engine.shared();
        Optional<String> error = engine.awaitBeforeApp(plan, timeout);
        for (int attempt = 0; error.isPresent() && attempt < MOST_LOSSES && engine.replaceLostPorts(current); attempt++) {
            error = engine.awaitBeforeApp(engine.served().orElse(plan), timeout);
        }
        return error;
    }

    /** Runs in the configuration of the application that starts now, on any thread. */
    private static <T> Supplier<T> inThisApplication(Supplier<T> reader) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return () -> {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                return reader.get();
            } finally {
                thread.setContextClassLoader(before);
            }
        };
    }

    /** Delivers the events so far to the observers and hooks, and all later ones at once. */
    public void beansAreComplete() {
        Engine.shared().listeners().deliver();
    }

    /**
     * Starts the processes that start after the application. Their definitions are read again, because the port of the HTTP
     * server is known only now; the other processes keep the definitions of the start.
     */
    public void startAfterApp(LaunchMode launchMode) {
        Engine engine = Engine.shared();
        if (engine.served().filter(Plan::hasAfterApp).isEmpty()) {
            return;
        }
        if (launchMode == LaunchMode.DEVELOPMENT) {
            ListeningPorts.complete(registry.getValue());
        }
        engine.applicationAccepts(definitions(ProcessesConfig.ofRunning(fixed, raw()),
                LaunchContext.ofStart(Path.of(""), launchMode).accepting()).plan());
    }

    /** Waits in a test until the declared processes are ready. */
    public void awaitInTest(LaunchMode launchMode, List<String> declared) {
        TestConfig config = common.getValue().common().test();
        if (TestLaunch.mode(launchMode) == Mode.TEST && config.await()) {
            new TestAwait(Engine.shared().commands(), config.awaitTimeout()).run(declared);
        }
    }

    /** Says that the application is up, so that the end of the JVM waits for its shutdown. */
    public void started() {
        ShutdownConfig config = shutdown.getValue();
        Engine.shared().started(config.delay().orElse(Duration.ZERO).plus(config.timeout().orElse(Duration.ZERO)));
    }

    /**
     * Measures the processes until the end of the application. Starts no job if no process runs in this mode and no code can
     * create one.
     */
    public void measure(boolean canCreate, ShutdownContext shutdown) {
        List<ManagedProcess> processes = Engine.shared().commands().processes();
        if (!canCreate && processes.isEmpty()) {
            return;
        }
        List<String> limited = processes.stream().map(ManagedProcess::definition)
                .filter(ProcessManagerRecorder::isLimited).map(ProcessDefinition::id).toList();
        Duration interval = common.getValue().common().metrics().interval();
        shutdown.addShutdownTask(MetricsJob.start(Engine.shared()::measure, interval, limited));
    }

    private static boolean isLimited(ProcessDefinition definition) {
        return definition.usageLimits().memoryBytes().isPresent() || definition.usageLimits().cpuPercent().isPresent();
    }

    /** Publishes the processes in the metrics of the application. */
    public Consumer<MetricsFactory> meters() {
        return factory -> Arc.container().instance(ProcessMeters.class).get().in(factory);
    }

    /** Publishes all processes in the metrics, also those that have not been started. */
    public void allMeters() {
        Arc.container().instance(ProcessMeters.class).get().addAll();
    }

    /** Closes the engine that a disabled process manager may have from before a live reload. */
    public void disabled() {
        Engine.closeShared();
    }

    /** Detaches the application in dev mode, where the processes run on for the next start; otherwise closes the engine. */
    private static void detachOrClose(Engine engine, LaunchMode launchMode) {
        if (launchMode == LaunchMode.DEVELOPMENT && !ApplicationLifecycleManager.isVmShuttingDown()) {
            engine.detach();
        } else {
            Engine.closeShared();
            if (launchMode.isDev()) {
                DevInstance.withdraw();
            }
        }
    }

    /** Identifies the owner of detached processes: a test must not adopt those of dev mode, nor one application another's. */
    private static String identity(LaunchMode launchMode) {
        return ConfigProvider.getConfig().getOptionalValue("quarkus.application.name", String.class).orElse("") + " "
                + launchMode + (TestLaunch.current().isPresent() ? " test " : " ") + Path.of("").toAbsolutePath().normalize();
    }

    private static SmallRyeConfig raw() {
        return ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
    }

    private static Definitions definitions(ProcessesConfig config, LaunchMode launchMode) {
        return definitions(config, LaunchContext.ofStart(Path.of(""), launchMode));
    }

    private static Definitions definitions(ProcessesConfig config, LaunchContext context) {
        Definitions definitions = Definitions.read(config, context, PatternRegistry.with(ProcessPatternsRecorder.patterns()))
                .overriddenBy(Engine.shared().overriding());
        List<Problem> problems = definitions.allProblems();
        if (!problems.isEmpty()) {
            throw refusal(ProblemText.ofProperties("cannot start the processes", problems),
                    problems.stream().map(Problem::property).collect(Collectors.toSet()));
        }
        return definitions;
    }

    /** The exception whose message Quarkus shows without more. The message says what to change, so there is no stack trace. */
    private static ConfigurationException refusal(String message, Set<String> properties) {
        ConfigurationException refusal = new ConfigurationException(message, properties);
        refusal.setStackTrace(new StackTraceElement[0]);
        return refusal;
    }
}
