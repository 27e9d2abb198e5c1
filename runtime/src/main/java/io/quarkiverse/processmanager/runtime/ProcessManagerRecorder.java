package io.quarkiverse.processmanager.runtime;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.runtime.config.InvalidValues;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerRuntimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesRuntimeConfig;
import io.quarkiverse.processmanager.runtime.engine.SharedEngine;
import io.quarkiverse.processmanager.runtime.metrics.ProcessMeters;
import io.quarkiverse.processmanager.runtime.process.detached.RecordDirectory;
import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;
import io.quarkus.runtime.metrics.MetricsFactory;
import io.quarkus.runtime.shutdown.ShutdownConfig;
import io.quarkus.value.registry.ValueRegistry;
import io.vertx.core.Vertx;

/**
 * The steps of one start of the application. A packaged application without processes loads this class, so it refers to the
 * engine in lambdas only; see {@link ManagerStart}.
 */
@Recorder
public class ProcessManagerRecorder {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private final StartConfiguration settings;

    public ProcessManagerRecorder(ProcessesBuildTimeConfig fixed, RuntimeValue<ProcessesRuntimeConfig> processes,
            RuntimeValue<ProcessManagerRuntimeConfig> common, RuntimeValue<ShutdownConfig> shutdown,
            RuntimeValue<ValueRegistry> registry) {
        this.settings = new StartConfiguration(fixed, processes, common, shutdown, registry);
    }

    public Supplier<ProcessManager> manager() {
        return () -> {
            ManagerStart.use();
            return SharedEngine.get().commands();
        };
    }

    public Supplier<ManagedProcess> process(String id) {
        return () -> {
            ManagerStart.use();
            return SharedEngine.get().commands().declared(id, settings.hasReplicas(id));
        };
    }

    /**
     * Starts the declared processes, or adopts those that are running, and waits for the processes that start before the
     * application. Without such a process the start runs beside that of the application. Runs before all other extensions start,
     * so the listeners are held until {@link #beansAreComplete()}.
     */
    public void start(Supplier<Vertx> vertx, LaunchMode launchMode, ShutdownContext shutdown) {
        Thread starter = Thread.currentThread();
        ProcessesConfig declared = settings.ofStart();
        ManagerStart start = new ManagerStart(() -> ApplicationStart.prepare(settings, declared, vertx, launchMode),
                (prepared, manager) -> prepared.serve(manager, starter));
        // Quarkus runs the shutdown tasks first, the last of them destroys the beans, and then it runs the last shutdown tasks. So
        // the processes outlive the beans that use them, and Vert.x outlives the processes.
        shutdown.addShutdownTask(start::applicationEnds);
        shutdown.addLastShutdownTask(start::applicationHasEnded);
        if (isDeferred(declared, launchMode)) {
            start.atFirstUse();
        } else if (ApplicationFactsRecorder.joins() && launchMode != LaunchMode.TEST && !declared.mayStartBeforeApp()
                && ApplicationFactsRecorder.patterns().isEmpty()) {
            start.beside();
        } else {
            // The start of a test waits for all processes. The patterns of the application are code of the application.
            start.now();
        }
    }

    /** Whether the start can be left to the first use of the process manager. */
    private static boolean isDeferred(ProcessesConfig declared, LaunchMode launchMode) {
        if (ApplicationLifecycleManager.isAppCDSGeneration()) {
            // The build of a package starts the application to record its classes, and ends that start before any extension is up.
            return true;
        }
        if (launchMode.isDevOrTest()) {
            return false;
        }
        Mode mode = TestLaunch.mode(launchMode);
        Set<String> idle = declared.idle(mode);
        if (!idle.isEmpty() && mode == Mode.PROD) {
            LOG.infof("Not started in production: %s; quarkus.process-manager.modes sets the modes in which processes run",
                    String.join(", ", idle));
        }
        boolean noneRuns = idle.size() == declared.ids().size();
        return noneRuns && !ApplicationFactsRecorder.needProcesses() && !InvalidValues.wereHidden()
                && !hasDetachedProcesses(launchMode);
    }

    /** Whether an earlier run of the application has left detached processes. The start stops those that no longer run. */
    private static boolean hasDetachedProcesses(LaunchMode launchMode) {
        return RecordDirectory.hasRecords(StateDirectory.withShortPath(System.getProperty("os.name")),
                () -> ApplicationStart.identity(launchMode));
    }

    /** Delivers the events so far to the observers and hooks, and all later ones at once. */
    public void beansAreComplete() {
        ManagerStart.then(ApplicationStart::beansAreComplete);
    }

    /**
     * Passes the ids of the declared processes that run in the mode of the application to an adapter,
     * before the HTTP server listens.
     */
    public void whenPrepared(Consumer<List<String>> adapter) {
        ManagerStart.whenPrepared(start -> adapter.accept(start.ids()));
    }

    /**
     * Passes the process manager to an adapter as soon as it has started, and what passes each event to a receiver, which must return
     * at once.
     */
    public void whenStarted(BiConsumer<ProcessManager, Consumer<Consumer<ProcessEvent>>> adapter) {
        ManagerStart.then(start -> start.passManager(adapter));
    }

    /**
     * Starts the processes that start after the application. Their definitions are read again, because the port of the HTTP
     * server is known only now; the other processes keep the definitions of the start.
     */
    public void startAfterApp() {
        ManagerStart.awaitStart();
        ManagerStart.then(ApplicationStart::startAfterApp);
    }

    /** Waits in a test until the declared processes are ready. In production the application does not wait for the start. */
    public void awaitInTest(List<String> declared) {
        if (TestLaunch.mode(LaunchMode.current()) != Mode.TEST) {
            return;
        }
        ManagerStart.awaitStart();
        ManagerStart.then(start -> start.awaitInTest(declared));
    }

    /**
     * Says that the application is up, so that the end of the JVM waits for its shutdown. An invalid definition ends the start here
     * at the latest. A start of the processes that fails later ends the application. In dev mode the application waits for
     * that start, so that the error page shows the failure.
     */
    public void started() {
        ManagerStart.awaitPreparation();
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            ManagerStart.awaitStart();
        }
        ManagerStart.applicationIsUp(() -> Quarkus.asyncExit(1));
        ManagerStart.then(ApplicationStart::applicationIsUp);
    }

    /**
     * Measures the processes until the end of the application. Starts no job if no process runs in this mode and no code can
     * create one.
     */
    public void measure(boolean canCreate, ShutdownContext shutdown) {
        ManagerStart.then(start -> start.measure(new ApplicationJobs(canCreate, shutdown)));
    }

    /** Follows the schedules of the tasks until the end of the application. */
    public void schedule(boolean canCreate, ShutdownContext shutdown) {
        ManagerStart.then(start -> start.schedule(new ApplicationJobs(canCreate, shutdown)));
    }

    /** Publishes the processes in the metrics of the application. */
    public Consumer<MetricsFactory> meters() {
        return factory -> Arc.container().instance(ProcessMeters.class).get().in(factory);
    }

    /** Publishes all processes in the metrics, also those that have not been started. */
    public void allMeters() {
        ManagerStart.then(start -> Arc.container().instance(ProcessMeters.class).get().addAll());
    }

    /** Passes the starts and the output of the processes to the OpenTelemetry of the application. */
    public void telemetry() {
        ManagerStart.then(ApplicationStart::connectTelemetry);
    }

    /** Closes the engine that a disabled process manager may have from before a live reload. */
    public void disabled() {
        SharedEngine.close();
    }
}
