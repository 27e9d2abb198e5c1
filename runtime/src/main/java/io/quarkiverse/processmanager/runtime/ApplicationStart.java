package io.quarkiverse.processmanager.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.runtime.cdi.CdiObservers;
import io.quarkiverse.processmanager.runtime.config.Definitions;
import io.quarkiverse.processmanager.runtime.config.LaunchContext;
import io.quarkiverse.processmanager.runtime.config.ProcessesConfig;
import io.quarkiverse.processmanager.runtime.config.contribution.OverriddenContributions;
import io.quarkiverse.processmanager.runtime.config.program.ArtifactBridge;
import io.quarkiverse.processmanager.runtime.definition.ConsoleOutput;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.engine.Application;
import io.quarkiverse.processmanager.runtime.engine.Engine;
import io.quarkiverse.processmanager.runtime.engine.SharedEngine;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.testing.DevInstance;
import io.quarkiverse.processmanager.runtime.testing.SharedProcesses;
import io.quarkiverse.processmanager.runtime.testing.TestAwait;
import io.quarkiverse.processmanager.runtime.testing.TestConfig;
import io.quarkiverse.processmanager.runtime.testing.TestDirectory;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;

/** Connects the engine with one start of the application, with all that a start with processes needs. */
final class ApplicationStart {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    /** How many times a start tries other ports for the processes that start before the application. */
    private static final int MOST_LOSSES = 3;

    private final StartConfiguration settings;
    private final Supplier<Vertx> vertx;
    private final LaunchMode launchMode;
    private final Definitions definitions;
    private final ApplicationEnd end;
    private volatile Optional<Application> application = Optional.empty();

    ApplicationStart(StartConfiguration settings, Supplier<Vertx> vertx, LaunchMode launchMode, Definitions definitions) {
        this.settings = settings;
        this.vertx = vertx;
        this.launchMode = launchMode;
        this.definitions = definitions;
        this.end = new ApplicationEnd(launchMode);
    }

    /**
     * Reads the definitions.
     *
     * @throws ConfigurationException if a definition is invalid
     */
    static ApplicationStart prepare(StartConfiguration settings, ProcessesConfig declared, Supplier<Vertx> vertx,
            LaunchMode launchMode) {
        ArtifactBridge.connect(launchMode);
        Definitions definitions = StartDefinitions.read(declared, LaunchContext.ofStart(Path.of(""), launchMode));
        if (launchMode == LaunchMode.NORMAL) {
            // In the other modes the build has just reported them.
            definitions.contradictions().forEach(LOG::warn);
            OverriddenContributions.sentences(StartConfiguration.raw(), launchMode).forEach(LOG::info);
        }
        return new ApplicationStart(settings, vertx, launchMode, definitions);
    }

    /** The ids of the declared processes that run in the mode of the application. */
    List<String> ids() {
        return definitions.running().stream().map(ProcessDefinition::id).toList();
    }

    /**
     * Starts the declared processes, or adopts those that are running, and waits for those that start before the application.
     *
     * @param starter the thread that starts the application
     */
    void serve(ManagerStart manager, Thread starter) {
        Plan plan = definitions.plan();
        if (launchMode.isDev()) {
            DevInstance.publish(SharedEngine::existing);
        }
        awaitShared();
        Engine engine = SharedEngine.get();
        prepare(engine, plan);
        manager.endsWith(() -> end.ofBeans(engine), () -> end.detachOrClose(engine));
        Application services = connect(engine, plan);
        engine.serve(services, plan, definitions.shutdown(), starter);
        manager.follow(ApplicationStart::openChecks);
        if (!plan.ids().isEmpty()) {
            // Its clients find the processes of this plan, and see a start that takes long.
            openControl(definitions.idle());
        }
        Supplier<Plan> current = inThisApplication(() -> StartDefinitions
                .read(settings.ofRunning(), LaunchContext.ofStart(Path.of(""), launchMode)).plan());
        if (plan.definitions().stream().anyMatch(ProcessSettings::startsBeforeApp)) {
            openChecks();
            awaitBeforeApp(plan, current);
        }
        engine.watchLostPorts(current);
    }

    /** Waits in continuous testing until the processes are ready that the tests share with dev mode. */
    private void awaitShared() {
        TestConfig tests = settings.common().test();
        List<ProcessDefinition> awaited = tests.await() ? definitions.shared() : definitions.sharedTasks();
        if (!awaited.isEmpty()) {
            SharedProcesses.await(awaited, tests.awaitTimeout());
        }
    }

    /** Sets what the engine needs before the first process starts. */
    private void prepare(Engine engine, Plan plan) {
        if (TestLaunch.mode(launchMode) == Mode.TEST) {
            engine.endDetachedWithJvm();
        }
        if (launchMode == LaunchMode.DEVELOPMENT) {
            ConsoleAccess.open(engine, definitions.idle());
            engine.rememberRuns(TestDirectory.ofRuns());
        }
        engine.nativeWay(settings.common().nativeWay());
        if (plan.definitions().stream().anyMatch(definition -> definition.start().auto() && !definition.external())) {
            engine.expectStart();
        }
        engine.adopt(identity(launchMode), plan);
        engine.commands().idle(definitions.idle());
    }

    /** Connects the listeners of the application, the console and OpenTelemetry with the engine: they miss no event of the start. */
    private Application connect(Engine engine, Plan plan) {
        engine.listeners().hold();
        Application services = new Application(engine.listeners());
        application = Optional.of(services);
        CdiObservers.subscribe(engine.listeners(), definitions.all().stream().map(ProcessDefinition::id).toList(),
                definitions.withReplicas());
        engine.console(console(), plan);
        if (ApplicationFactsRecorder.traced()) {
            TelemetryAccess.open(engine, plan, settings.common().otelTraces());
        }
        return services;
    }

    /** Lets the health checks run. It makes Vert.x if the application has not done that, so it comes after the first spawn. */
    void openChecks() {
        application.ifPresent(services -> services.checksWith(vertx.get()));
    }

    private Optional<ConsoleOutput> console() {
        Optional<ConsoleOutput> set = settings.common().log().console();
        return switch (launchMode) {
            case DEVELOPMENT -> set.or(() -> Optional.of(ConsoleOutput.AUTO));
            // The report of a test that fails has the output of the processes.
            case TEST -> set.or(() -> Optional.of(ConsoleOutput.ALL));
            default -> set;
        };
    }

    /** Opens the control socket, unless it is open since before a live reload. */
    private void openControl(Collection<String> idle) {
        Optional<Boolean> enabled = settings.common().controlEnabled();
        Mode mode = TestLaunch.mode(launchMode);
        if (enabled.orElse(mode != Mode.PROD)) {
            ControlAccess.open(SharedEngine.get(), mode, idle);
        } else if (launchMode == LaunchMode.DEVELOPMENT) {
            ControlAccess.close();
        }
    }

    private void awaitBeforeApp(Plan plan, Supplier<Plan> current) {
        error(plan, definitions.beforeAppTimeout(), current).ifPresent(error -> {
            ConfigurationException refusal = StartDefinitions.refusal(error, Set.of());
            if (launchMode == LaunchMode.DEVELOPMENT) {
                DevModeError.expect(refusal);
            }
            throw refusal;
        });
    }

    /** Waits again with other ports if something else has taken the chosen port of a process. */
    private static Optional<String> error(Plan plan, Duration timeout, Supplier<Plan> current) {
        Engine engine = SharedEngine.get();
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

    /**
     * Starts the processes that start after the application. Their definitions are read again, because the port of the HTTP
     * server is known only now; the other processes keep the definitions of the start.
     */
    void startAfterApp() {
        Engine engine = SharedEngine.get();
        if (engine.served().filter(Plan::hasAfterApp).isEmpty()) {
            return;
        }
        if (launchMode == LaunchMode.DEVELOPMENT) {
            ServerPorts.complete(settings.registry().getValue());
        }
        engine.applicationAccepts(StartDefinitions.read(settings.ofRunning(),
                LaunchContext.ofStart(Path.of(""), launchMode).accepting()).plan());
    }

    /** Delivers the events so far to the observers and hooks, and all later ones at once. */
    void beansAreComplete() {
        SharedEngine.get().listeners().deliver();
    }

    /** Passes the process manager to an adapter, and what passes each event to a receiver on the thread that publishes. */
    void passManager(BiConsumer<ProcessManager, Consumer<Consumer<ProcessEvent>>> adapter) {
        Engine engine = SharedEngine.get();
        adapter.accept(engine.commands(), engine.listeners()::route);
    }

    /** Waits in a test until the declared processes are ready. */
    void awaitInTest(List<String> declared) {
        TestConfig config = settings.common().test();
        if (TestLaunch.mode(launchMode) == Mode.TEST && config.await()) {
            new TestAwait(SharedEngine.get().commands(), config.awaitTimeout()).run(declared);
        }
    }

    /** Says that the application is up, so that the end of the JVM waits for its shutdown. */
    void applicationIsUp() {
        SharedEngine.get().started(settings.graceOfRequests());
        if (launchMode.isProduction()) {
            // The container ends with an event that is a text about itself.
            SharedEngine.get().rehearseStop(Arc.container()::toString);
        }
    }

    /** Measures the processes until the end of the application. */
    void measure(ApplicationJobs jobs) {
        jobs.measure(settings.common().metricsInterval());
    }

    /** Follows the schedules of the tasks. */
    void schedule(ApplicationJobs jobs) {
        jobs.schedule(launchMode);
    }

    /** The shutdown of the application begins. */
    void applicationStops() {
        end.begins();
    }

    /** Passes the starts and the output to the OpenTelemetry of the application. */
    void connectTelemetry() {
        TelemetryAccess.connect(SharedEngine.get());
    }

    /** Identifies the owner of detached processes: a test must not adopt those of dev mode, nor one application another's. */
    static String identity(LaunchMode launchMode) {
        return ConfigProvider.getConfig().getOptionalValue("quarkus.application.name", String.class).orElse("") + " "
                + launchMode + (TestLaunch.current().isPresent() ? " test " : " ") + Path.of("").toAbsolutePath().normalize();
    }
}
