package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.assembly.OsProcessRunner;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.rules.Plan;
import io.quarkiverse.processmanager.runtime.rules.Words;
import io.quarkiverse.processmanager.runtime.supervisor.ApplicationSide;
import io.quarkiverse.processmanager.runtime.supervisor.ProcessManagerFacade;
import io.quarkiverse.processmanager.runtime.supervisor.Supervisor;
import io.quarkiverse.processmanager.runtime.supervisor.ThreadLoop;
import io.quarkus.runtime.BlockingOperationControl;

/**
 * The supervisor with its loop, its operating-system layer and its threads. In dev mode one engine serves all applications
 * that the live reloads make, one after the other; it is held in a static field because its class survives them. An engine
 * without processes has no thread.
 */
public final class Engine {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    /** What the layers below may need on top of the time for the stop itself. */
    private static final Duration MARGIN = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long IDLE_SECONDS = 10;
    /** What listeners have to take what waits for them; a live reload or the end of the application waits for that. */
    private static final Duration LISTENERS_PATIENCE = Duration.ofSeconds(1);

    /** Handed from the thread that starts an application to the one that stops it, hence the lock. */
    private static Engine shared;

    private final ThreadLoop loop = new ThreadLoop(EngineThreads.factory("loop"));
    private final ProcessRunner runner = OsProcessRunner.forThisMachine();
    private final ExecutorService announcements = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), EngineThreads.factory("events"), new ThreadPoolExecutor.DiscardPolicy());
    private final ExecutorService completions = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
            new SynchronousQueue<>(), EngineThreads.factory("completions"), new ThreadPoolExecutor.CallerRunsPolicy());
    private final Supervisor supervisor = new Supervisor(loop, runner, () -> ThreadLocalRandom.current().nextDouble(),
            announcements, new EventLog());
    /** One pair for each application; both end with it. */
    private Listeners listeners;
    private ProcessManagerFacade commands;
    private Duration shutdownTimeout = Duration.ofSeconds(30);

    private Engine() {
        ((ThreadPoolExecutor) announcements).allowCoreThreadTimeOut(true);
        runner.outputTo(new ProcessLog(supervisor));
        openDoors();
    }

    private void openDoors() {
        listeners = new Listeners(runner);
        commands = new ProcessManagerFacade(supervisor, completions, BlockingOperationControl::isBlockingAllowed, listeners);
    }

    /** The engine of this JVM or, in dev mode and in tests, of this application and all its reloads. */
    public static synchronized Engine shared() {
        if (shared == null) {
            shared = new Engine();
        }
        return shared;
    }

    /** Stops all processes in order, kills what is left, and gives everything back. Blocks; without effect if there is none. */
    public static void closeShared() {
        Engine closing;
        synchronized (Engine.class) {
            closing = shared;
            shared = null;
        }
        if (closing != null) {
            closing.close();
        }
    }

    /** The face of the engine for the application that is there or that comes next. */
    public ProcessManagerFacade commands() {
        return commands;
    }

    /** Those who listen for that application. */
    public Listeners listeners() {
        return listeners;
    }

    /** Takes over what earlier runs of an application have left on purpose, and ends what is no longer declared. */
    public void inherit(String application, Plan plan) {
        runner.inherit(application, Set.copyOf(plan.ids()));
    }

    /**
     * Works for an application from now on and makes what runs be what its plan says. It waits until the processes are known,
     * not until they are there.
     */
    public void serve(ApplicationSide application, Plan plan, Duration timeToStop) {
        shutdownTimeout = timeToStop;
        commands.shutdownTimeout(timeToStop);
        EventLog.starting(plan, supervisor.snapshot());
        supervisor.attach(application);
        await("take over the plan", supervisor.reconcile(plan).thenAccept(Engine::dropped), PATIENCE);
    }

    /** Measures what the processes use. Returns at once. */
    public void measure() {
        if (!supervisor.snapshot().statuses().isEmpty()) {
            supervisor.measure();
        }
    }

    /** Lets the application go and the processes run. */
    public void detach() {
        commands.letGo();
        await("let the application go", supervisor.detach().thenAccept(Engine::dropped), PATIENCE);
        listeners.close(LISTENERS_PATIENCE);
        openDoors();
    }

    private static void dropped(List<Problem> problems) {
        problems.forEach(problem -> LOG.warnf("process '%s', which was to be kept on a reload, is stopped: %s",
                problem.processId(), problem.message()));
    }

    private void close() {
        List<String> leaving = alive(true);
        int alive = alive(false).size();
        long started = System.nanoTime();
        if (alive > 0) {
            LOG.infof("Stopping %s", Words.count(alive, "process"));
        }
        if (!leaving.isEmpty()) {
            LOG.infof("Still running, because detached: %s; the next start of the application takes over",
                    String.join(", ", leaving));
        }
        await("stop all processes in time", commands.close(), shutdownTimeout.plus(MARGIN));
        await("tell what has happened", supervisor.told(), PATIENCE);
        listeners.close(LISTENERS_PATIENCE);
        runner.close();
        loop.close();
        announcements.shutdown();
        completions.shutdown();
        if (alive > 0) {
            LOG.infof("All processes have stopped after %s", Words.of(Duration.ofNanos(System.nanoTime() - started)));
        }
    }

    /** Who is alive of those that outlive the application, or of the others. */
    private List<String> alive(boolean detached) {
        Supervisor.Snapshot now = supervisor.snapshot();
        return now.statuses().values().stream().filter(ProcessStatus::isAlive).map(ProcessStatus::id)
                .filter(id -> now.plan().find(id).filter(process -> process.execution().detached()).isPresent() == detached)
                .toList();
    }

    private static void await(String what, CompletionStage<?> stage, Duration limit) {
        try {
            stage.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warnf("could not %s: it took longer than %s", what, Words.of(limit));
        } catch (ExecutionException e) {
            LOG.warnf(e.getCause(), "could not %s", what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
