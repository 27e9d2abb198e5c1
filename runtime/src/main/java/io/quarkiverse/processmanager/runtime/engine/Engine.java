package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.Problem;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.config.ports.PortChoice;
import io.quarkiverse.processmanager.runtime.console.EngineLog;
import io.quarkiverse.processmanager.runtime.console.ProcessConsole;
import io.quarkiverse.processmanager.runtime.definition.ConsoleOutput;
import io.quarkiverse.processmanager.runtime.definition.NativeWay;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.assembly.OsProcessRunner;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.rules.Plan;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices;
import io.quarkiverse.processmanager.runtime.supervisor.ProcessManagerFacade;
import io.quarkiverse.processmanager.runtime.supervisor.Supervisor;
import io.quarkiverse.processmanager.runtime.supervisor.loop.ThreadLoop;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.LaunchMode;

/**
 * Joins the supervisor, its loop, its operating-system layer and its threads. In dev mode one engine works for all applications
 * that live reloads start, one after the other. A static field holds it, because the class survives live reloads. An engine
 * without processes has no thread.
 */
public final class Engine {

    private static final EngineLog LOG = new EngineLog("io.quarkiverse.processmanager");

    /**
     * The time that the kills may need beyond the shutdown timeout and the last grace period: 1 s after the one, 10 s after the
     * other.
     */
    private static final Duration MARGIN = Duration.ofSeconds(15);
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(5);
    private static final long IDLE_SECONDS = 10;
    /**
     * The time that listeners have for the events in their queues. A live reload or the end of the application waits for that.
     */
    private static final Duration LISTENERS_TIMEOUT = Duration.ofSeconds(1);

    /** One thread starts an application and another one stops it, hence the lock. */
    private static Engine shared;

    private final ThreadLoop loop = new ThreadLoop(EngineThreads.factory("loop"));
    private final ProcessRunner runner = OsProcessRunner.forThisMachine();
    private final ExecutorService publishing = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), EngineThreads.factory("events"), new ThreadPoolExecutor.DiscardPolicy());
    private final ExecutorService completions = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
            new SynchronousQueue<>(), EngineThreads.factory("completions"), new ThreadPoolExecutor.CallerRunsPolicy());
    private final Supervisor supervisor = new Supervisor(loop, runner, () -> ThreadLocalRandom.current().nextDouble(),
            publishing, this::received);
    private final ProcessLog processLog = new ProcessLog(supervisor, runner);
    private final ProcessConsole console = processLog.console();
    private final EventLog eventLog = new EventLog(this::snapshot, this::showsProgress,
            failed -> console.hasShownLastLines(failed.id(), failed.incarnation()));
    private final LostPorts lostPorts = new LostPorts(() -> served().orElse(Plan.EMPTY), PortChoice::lost, this::followAgain,
            completions);
    private final EngineEnd end = new EngineEnd();
    private final JvmEnd jvmEnd = new JvmEnd(end, this::close, () -> !alive(false).isEmpty(), this::kill);
    private final BooleanSupplier blockingAllowed;
    private final List<Runnable> closeHooks = new CopyOnWriteArrayList<>();
    private volatile Optional<LastingManager> lasting = Optional.empty();
    private List<ProcessDefinition> overriding = List.of();
    private volatile @Nullable Plan served;
    private volatile BooleanSupplier progress = () -> false;
    private volatile boolean accepting;
    private volatile boolean detachedEndWithJvm;
    /** One pair for each application. */
    private Listeners listeners;
    private ProcessManagerFacade commands;
    /** Those of the last application: the engine can also be closed between two applications. */
    private ShutdownLimits limits = ShutdownLimits.DEFAULT;

    private Engine(BooleanSupplier blockingAllowed) {
        this.blockingAllowed = blockingAllowed;
        ((ThreadPoolExecutor) publishing).allowCoreThreadTimeOut(true);
        runner.outputTo(processLog);
        newFacade();
    }

    private Snapshot snapshot() {
        return supervisor.snapshot();
    }

    private void newFacade() {
        listeners = new Listeners(runner);
        commands = new ProcessManagerFacade(supervisor, completions, blockingAllowed, listeners,
                new ChosenPorts(() -> snapshot().plan()));
        commands.shutdownLimits(limits);
    }

    /** The engine of this JVM or, in dev mode and in tests, of this application and all its reloads. */
    public static synchronized Engine shared() {
        if (shared == null) {
            shared = new Engine(BlockingOperationControl::isBlockingAllowed);
        }
        return shared;
    }

    /** An engine without a Quarkus application, for a test of plain JUnit, which closes it. Every thread may block. */
    public static Engine standalone() {
        return new Engine(() -> true);
    }

    /** The process manager of the engine, if there is an engine. */
    public static synchronized Optional<ProcessManager> existing() {
        return Optional.ofNullable(shared).map(Engine::commands);
    }

    /**
     * Stops all processes in order, kills what is left, and closes everything. Blocks. Without effect if there is no engine.
     */
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

    private void received(ProcessEvent event) {
        if (event instanceof ProcessEvent.Starting) {
            jvmEnd.processStarts();
        } else if (event instanceof ProcessEvent.Started started) {
            supervisor.snapshot().plan().find(started.id())
                    .ifPresent(definition -> ChosenPorts.started(definition, started.pid()));
        }
        lostPorts.accept(event);
        boolean quiet = console.accept(event, snapshot().statuses());
        eventLog.accept(event);
        if (quiet && LaunchMode.current().isDev() && !end.hasBegun()) {
            StartLog.consoleIsQuiet();
        }
        lasting.ifPresent(manager -> manager.publish(event));
    }

    /** The {@code ProcessManager} of the current application, or of the next one between two applications. */
    public ProcessManagerFacade commands() {
        return commands;
    }

    /**
     * The process manager of those that belong to no application: a live reload neither ends its streams nor fails its commands.
     * The first call makes it.
     */
    public synchronized ProcessManagerFacade lasting() {
        if (lasting.isEmpty()) {
            lasting = Optional.of(new LastingManager(supervisor, runner, completions));
        }
        return lasting.get().commands();
    }

    /**
     * Shows the output of the processes on the console of the application. Without a setting the console has what all handlers
     * of the log have.
     */
    public void console(Optional<ConsoleOutput> output, Plan plan) {
        console.show(output, plan.ids());
    }

    /**
     * The terminal of dev mode shows what starts and what stops, as long as {@code shown} says so. The log then has no lines about
     * the progress. The terminal waits for the end of the engine when the JVM ends, so the engine then ends even if no process has
     * started and no application is up.
     */
    public void progressIn(BooleanSupplier shown) {
        progress = shown;
        jvmEnd.processStarts();
    }

    /** Whether the end of the JVM closes the engine. */
    boolean endsWithJvm() {
        return jvmEnd.isRegistered();
    }

    private boolean showsProgress() {
        return progress.getAsBoolean();
    }

    /** Runs an action when the engine is closed, after the processes have stopped. */
    public void whenClosed(Runnable action) {
        closeHooks.add(action);
    }

    /** The listeners of that application. */
    public Listeners listeners() {
        return listeners;
    }

    /** Adopts the detached processes of earlier runs of an application, and stops the ones that are no longer declared. */
    public void adopt(String application, Plan plan) {
        runner.inherit(application, Set.copyOf(plan.ids()));
    }

    /** Permits or forbids to start processes with direct calls of the C library. */
    public void nativeWay(NativeWay way) {
        runner.nativeWay(way);
    }

    /** The next application of this JVM, which is that of a test, takes over the detached processes; none outlives the JVM. */
    public void endDetachedWithJvm() {
        detachedEndWithJvm = true;
        runner.endDetachedWithJvm();
    }

    /**
     * Works for an application from now on and makes the processes follow its plan. Waits until the snapshot has the processes,
     * not until they are started. Without effect if the JVM is ending.
     */
    public void serve(ApplicationServices application, Plan plan, ShutdownLimits limits) {
        if (end.hasBegun()) {
            return;
        }
        jvmEnd.applicationStarts();
        this.limits = limits;
        commands.shutdownLimits(limits);
        accepting = false;
        Plan now = plan.beforeAppListens(supervisor.snapshot().plan());
        startBegins(StartLog.following(now, supervisor.snapshot()), now);
        supervisor.attach(application);
        served = plan;
        holdFailures(plan);
        await("apply the plan", supervisor.reconcile(now).thenAccept(Engine::dropped), STEP_TIMEOUT);
    }

    private void startBegins(List<String> ids, Plan plan) {
        Instant time = Instant.now();
        publishing.execute(() -> eventLog.startBegins(ids, plan.ids(), time));
    }

    /** The plan that the engine received last, without the processes that code creates; empty if it serves no application. */
    public Optional<Plan> served() {
        return Optional.ofNullable(served);
    }

    /**
     * Makes the processes follow another plan of an application that accepts requests. Waits until the snapshot has the
     * processes, not until they are started.
     */
    public void declare(Plan plan) {
        served = plan;
        await("apply the plan", supervisor.reconcileRest(plan).thenAccept(Engine::dropped), STEP_TIMEOUT);
    }

    /**
     * Waits until the processes are ready that start before the application. Does not wait for a process that is up.
     *
     * @return the error of the start, such as that a process has failed or was not ready in time
     */
    public Optional<String> awaitBeforeApp(Plan plan, Duration limit) {
        if (end.hasBegun()) {
            return Optional.empty();
        }
        holdFailures(plan);
        BeforeAppWait wait = new BeforeAppWait(commands, plan, limit, end::hasBegun, this::showsProgress);
        Optional<String> error = wait.await();
        Optional<String> failed = wait.failed();
        publishing.execute(() -> eventLog.waitIsOver(failed));
        return error;
    }

    /** The error of the start has the reason for such a failure. The log would have it a second time. */
    private void holdFailures(Plan plan) {
        Set<String> ids = plan.definitions().stream().filter(ProcessSettings::startsBeforeApp)
                .filter(definition -> definition.report().required()).map(ProcessDefinition::id).collect(Collectors.toSet());
        publishing.execute(() -> eventLog.waitBegins(ids));
    }

    /**
     * The application accepts requests: starts the processes that start after the application.
     *
     * @param current the plan with the present settings; only those of the processes that start after the application are used
     */
    public void applicationAccepts(Plan current) {
        if (end.hasBegun()) {
            return;
        }
        // The replacement of a lost port changes the served plan, too.
        synchronized (lostPorts) {
            Plan plan = served().orElse(Plan.EMPTY).withAfterAppOf(current);
            startBegins(StartLog.startingAfterApp(plan, supervisor.snapshot()), plan);
            accepting = true;
            declare(plan);
        }
    }

    /**
     * Gives other ports to the processes that have failed because something else has taken a chosen port before their first
     * success.
     *
     * @param current reads the present plan of the application
     * @return whether a process has other ports now
     */
    public boolean replaceLostPorts(Supplier<Plan> current) {
        boolean replaced = false;
        for (ProcessStatus status : snapshot().statuses().values()) {
            if (status.phase() == ProcessPhase.FAILED && status.failure().filter(Reason.PORT_IN_USE::equals).isPresent()) {
                replaced |= lostPorts.replace(status.id(), current);
            }
        }
        return replaced;
    }

    /** Does the same from now on until the application ends. */
    public void watchLostPorts(Supplier<Plan> current) {
        lostPorts.applicationStarted(current);
        replaceLostPorts(current);
    }

    private void followAgain(Plan next) {
        if (end.hasBegun() || served == null) {
            return;
        }
        if (accepting || !next.hasAfterApp()) {
            declare(next);
        } else {
            served = next;
            Plan now = next.beforeAppListens(supervisor.snapshot().plan());
            await("apply the plan", supervisor.reconcile(now).thenAccept(Engine::dropped), STEP_TIMEOUT);
        }
    }

    /**
     * Definitions of a test, which replace those that the next application declares with the same ids, or add processes to it.
     * They last as long as the engine, which ends with that application.
     */
    public void override(List<ProcessDefinition> definitions) {
        overriding = List.copyOf(definitions);
    }

    /** The definitions that {@link #override} has received last. */
    public List<ProcessDefinition> overriding() {
        return overriding;
    }

    /** Requests a measurement of the processes. Returns at once. */
    public void measure() {
        if (!supervisor.snapshot().statuses().isEmpty()) {
            supervisor.measure();
        }
    }

    /**
     * The application is up.
     *
     * @param graceOfRequests the time that Quarkus gives the requests in flight at the end
     */
    public void started(Duration graceOfRequests) {
        jvmEnd.applicationStarted(graceOfRequests.plus(commands.longestShutdown()));
    }

    /** Loads the code of a stop in an idle moment, if there are processes to stop. */
    public void rehearseStop() {
        if (!snapshot().statuses().isEmpty()) {
            StopRehearsal.later(loop, end::hasBegun);
        }
    }

    /**
     * The beans of the application are about to be destroyed: its listeners receive the events so far and no others, and the
     * checks pause. The processes keep running, and the application can still stop them.
     */
    public void applicationEnds() {
        served = null;
        lostPorts.applicationEnds();
        commands.applicationEnds();
        if (!end.hasBegun()) {
            await("release the application", supervisor.applicationEnds(), STEP_TIMEOUT);
        }
        listeners.close(LISTENERS_TIMEOUT);
    }

    /** Detaches the application after its end. The processes keep running. */
    public void detach() {
        if (end.hasBegun()) {
            return;
        }
        jvmEnd.applicationEnded();
        commands.applicationDetached();
        await("detach the application", supervisor.detach().thenAccept(Engine::dropped), STEP_TIMEOUT);
        newFacade();
    }

    private static void dropped(List<Problem> problems) {
        problems.forEach(problem -> LOG.warnf("process '%s', which was to be kept on a live reload, is stopped: %s",
                problem.processId(), problem.message()));
    }

    /**
     * Closes the engine, or waits until another thread has closed it. An interrupt, such as one that ends a start that hangs, does
     * not shorten the stop of the processes: that would mean a kill. The engine therefore closes on a thread of its own.
     */
    public void close() {
        if (jvmEnd.begin()) {
            Thread closing = EngineThreads.create("end", this::end);
            try {
                closing.start();
                EngineEnd.uninterruptibly(closing::join);
            } catch (OutOfMemoryError e) {
                // The system refuses a thread.
                end();
            }
        } else {
            end.awaitOver();
        }
    }

    /** Kills all processes at once and closes the engine, although their shutdown has begun. */
    private void kill() {
        List<String> alive = alive(false);
        if (!alive.isEmpty()) {
            LOG.warnf("Interrupted again: killing %s at once: %s", Words.count(alive.size(), "process"),
                    String.join(", ", alive));
            publishing.execute(eventLog::lastStops);
        }
        supervisor.killAttached();
        close();
    }

    private void end() {
        try {
            stopAndRelease();
        } finally {
            try {
                // A failure before them must not leave others waiting for the end.
                runCloseHooks();
            } finally {
                end.over();
                jvmEnd.remove();
            }
        }
    }

    private void runCloseHooks() {
        for (Runnable hook : closeHooks) {
            closeHooks.remove(hook);
            hook.run();
        }
    }

    private void stopAndRelease() {
        List<String> leaving = alive(true);
        int alive = alive(false).size();
        long started = System.nanoTime();
        if (alive > 0) {
            LOG.infof("Stopping %s", Words.count(alive, "process"));
            publishing.execute(eventLog::lastStops);
        }
        if (!leaving.isEmpty()) {
            LOG.infof("Still running, because detached: %s; %s", String.join(", ", leaving), detachedEndWithJvm
                    ? "the next application of these tests takes over, and the end of the tests stops what is left"
                    : "the next start of the application takes over");
        }
        console.engineEnds();
        lasting.ifPresent(LastingManager::engineEnds);
        CompletionStage<Void> stopped = commands.close();
        await("stop all processes in time", limit -> new StopWait(this::snapshot, this::showsProgress).await(stopped, limit),
                commands.longestShutdown().plus(MARGIN));
        await("publish the last events", supervisor.eventsPublished(), STEP_TIMEOUT);
        listeners.close(LISTENERS_TIMEOUT);
        if (alive > 0) {
            LOG.infof("All processes have stopped after %s%s", Words.of(Duration.ofNanos(System.nanoTime() - started)),
                    eventLog.kills());
        }
        // The terminal of dev mode closes after this.
        lasting.ifPresent(manager -> manager.close(LISTENERS_TIMEOUT));
        runCloseHooks();
        runner.close();
        console.close();
        loop.close();
        publishing.shutdown();
        completions.shutdown();
    }

    /** The ids of the detached processes that are alive, or of the attached ones. */
    private List<String> alive(boolean detached) {
        Snapshot now = supervisor.snapshot();
        return now.statuses().values().stream().filter(ProcessStatus::isAlive).map(ProcessStatus::id)
                .filter(id -> now.plan().find(id).filter(process -> process.execution().detached()).isPresent() == detached)
                .toList();
    }

    private static void await(String what, CompletionStage<?> stage, Duration limit) {
        await(what, most -> stage.toCompletableFuture().get(most.toMillis(), TimeUnit.MILLISECONDS), limit);
    }

    private interface Wait {
        void within(Duration limit) throws InterruptedException, ExecutionException, TimeoutException;
    }

    private static void await(String what, Wait wait, Duration limit) {
        try {
            wait.within(limit);
        } catch (TimeoutException e) {
            LOG.warnf("could not %s: it took longer than %s", what, Words.of(limit));
        } catch (ExecutionException e) {
            LOG.warnf(e.getCause(), "could not %s", what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
