package io.quarkiverse.processmanager.runtime.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.definition.ConsoleOutput;
import io.quarkiverse.processmanager.runtime.definition.NativeWay;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.engine.log.StartLog;
import io.quarkiverse.processmanager.runtime.faults.Faults;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.assembly.OsProcessRunner;
import io.quarkiverse.processmanager.runtime.process.threads.EngineThreads;
import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.supervisor.ProcessManagerFacade;
import io.quarkiverse.processmanager.runtime.supervisor.Supervisor;
import io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices;
import io.quarkiverse.processmanager.runtime.supervisor.application.LaunchVariables;
import io.quarkiverse.processmanager.runtime.time.Durations;

/**
 * Joins the supervisor, its loop, its operating-system layer and its threads. In dev mode one engine works for all applications
 * that live reloads start, one after the other; {@link SharedEngine} holds it. An engine without processes has no thread.
 */
public final class Engine {

    private final EngineTasks tasks = new EngineTasks();
    private final ProcessRunner runner = OsProcessRunner.forThisMachine();
    private final Supervisor supervisor = new Supervisor(tasks.loop(), runner, () -> ThreadLocalRandom.current().nextDouble(),
            tasks.publishing(), this::received);
    private final EngineEnd end = new EngineEnd();
    private final EngineReport report = new EngineReport(supervisor, runner, tasks, end);
    private final ServedPlan plan = new ServedPlan(supervisor, end, report, tasks.completions());
    private final EngineClose close = new EngineClose(supervisor, runner, tasks, report);
    private final WatchedProcesses watched = new WatchedProcesses(supervisor);
    private final JvmEnd jvmEnd = new JvmEnd(end, this::close, close::isAnyAlive, this::kill);
    private final StopRehearsal rehearsal = new StopRehearsal(tasks.loop(), runner::rehearse, end::hasBegun,
            this::isOneWaiting);
    private final DependencyRehearsal dependencies = new DependencyRehearsal(runner::rehearsePortHolders);
    private final Facades facades;
    private List<ProcessDefinition> overriding = List.of();
    private volatile boolean detachedEndWithJvm;

    /** @param blockingAllowed says whether the current thread may be blocked */
    Engine(BooleanSupplier blockingAllowed) {
        facades = new Facades(supervisor, runner, tasks.completions(), blockingAllowed);
        jvmEnd.prepareWith(runner::prepareStop);
        supervisor.watchWith(watched);
    }

    private boolean isOneWaiting() {
        return snapshot().statuses().values().stream().anyMatch(status -> status.phase() == ProcessPhase.WAITING);
    }

    private Snapshot snapshot() {
        return supervisor.snapshot();
    }

    /** An engine without a Quarkus application, for a test of plain JUnit, which closes it. Every thread may block. */
    public static Engine standalone() {
        return new Engine(() -> true);
    }

    private void received(ProcessEvent event, Snapshot state) {
        if (event instanceof ProcessEvent.Starting) {
            jvmEnd.processStarts();
            rehearsal.processStarts();
        } else if (event instanceof ProcessEvent.Started started) {
            state.plan().find(started.id())
                    .ifPresent(definition -> ChosenPorts.started(definition, started.pid()));
        }
        dependencies.accept(event, state.plan());
        plan.accept(event);
        report.accept(event, state);
        facades.publish(event);
    }

    /** The {@code ProcessManager} of the current application, or of the next one between two applications. */
    public ProcessManagerFacade commands() {
        return facades.current();
    }

    /**
     * The process manager of clients that belong to no application: a live reload neither ends its streams nor fails its commands.
     * The first call makes it.
     */
    public ProcessManagerFacade lasting() {
        return facades.lasting();
    }

    /**
     * Shows the output of the processes on the console of the application. Without a setting the console has what all handlers
     * of the log have.
     */
    public void console(Optional<ConsoleOutput> output, Plan plan) {
        report.console().show(output, plan.ids());
    }

    /** The observer follows all starts from now on, over live reloads. */
    public void observe(StartObserver starts) {
        report.observe(starts);
    }

    /** The thread that publishes the events. */
    public Executor publishing() {
        return tasks.publishing();
    }

    /** Runs a task on the thread that publishes, behind the events so far. Waits until it is done. */
    public void behindEvents(Runnable task) {
        if (!end.hasBegun()) {
            StageWait.await("publish the events",
                    supervisor.eventsPublished().thenRunAsync(() -> Faults.contain(task), tasks.publishing()));
        }
    }

    /** Each later start of a process receives these variables, too. */
    public void launchWith(LaunchVariables variables) {
        supervisor.launchWith(variables);
    }

    /**
     * The terminal of dev mode shows what starts and what stops, as long as {@code shown} says so. The log then has no lines about
     * the progress. The key opens the monitor in the terminal. The terminal waits for the end of the engine when the JVM ends, so the
     * engine then ends even if no process has started and no application is up.
     */
    public void progressIn(BooleanSupplier shown, Optional<Character> monitorKey) {
        report.progressIn(shown, monitorKey);
        jvmEnd.processStarts();
    }

    /** Whether the end of the JVM closes the engine. */
    boolean endsWithJvm() {
        return jvmEnd.isRegistered();
    }

    /** Runs an action when the engine is closed, after the processes have stopped. */
    public void whenClosed(Runnable action) {
        close.afterwards(action);
    }

    /** The listeners of that application. */
    public Listeners listeners() {
        return facades.listeners();
    }

    /** Adopts the detached processes of earlier runs of an application, and stops the ones that are no longer declared. */
    public void adopt(String application, Plan plan) {
        runner.inherit(application, Set.copyOf(plan.ids()));
    }

    /** Permits or forbids to start processes with direct calls of the C library. */
    public void nativeWay(NativeWay way) {
        runner.nativeWay(way);
    }

    /** Remembers the successful runs of tasks in this directory, for their next starts, also by other JVMs. */
    public void rememberRuns(Path directory) {
        runner.rememberRuns(directory);
    }

    /** A process is about to start: the first start does not wait for what it needs. */
    public void expectStart() {
        runner.expectStart();
    }

    /** The next application of this JVM, which is that of a test, takes over the detached processes; none outlives the JVM. */
    public void endDetachedWithJvm() {
        detachedEndWithJvm = true;
        runner.endDetachedWithJvm();
    }

    /** Works for an application that this thread starts. */
    public void serve(ApplicationServices application, Plan plan, ShutdownLimits limits) {
        serve(application, plan, limits, Thread.currentThread());
    }

    /**
     * Works for an application from now on and makes the processes follow its plan. Waits until the snapshot has the processes,
     * not until they are started. Without effect if the JVM is ending.
     *
     * @param starter the thread that starts the application; the end of the JVM interrupts it while the application is not up
     */
    public void serve(ApplicationServices application, Plan declared, ShutdownLimits limits, Thread starter) {
        if (end.hasBegun()) {
            return;
        }
        jvmEnd.applicationStarts(starter);
        facades.limits(limits);
        Plan now = plan.beforeAppListens(declared);
        report.startBegins(StartLog.following(now, supervisor.snapshot()), now);
        supervisor.attach(application);
        report.holdFailures(declared);
        plan.begin(declared, now);
    }

    /** The plan that the engine received last, without the processes that code creates; empty if it serves no application. */
    public Optional<Plan> served() {
        return plan.served();
    }

    /**
     * Makes the processes follow another plan of an application that accepts requests. Waits until the snapshot has the
     * processes, not until they are started.
     */
    public void declare(Plan next) {
        plan.declare(next);
    }

    /**
     * Waits until the processes are ready that start before the application. Does not wait for a process that is up.
     *
     * @return the error of the start, such as that a process has failed or was not ready in time
     */
    public Optional<String> awaitBeforeApp(Plan declared, Duration limit) {
        if (end.hasBegun()) {
            return Optional.empty();
        }
        report.holdFailures(declared);
        Plan scaled = declared.scaledAs(snapshot().plan());
        BeforeAppWait wait = new BeforeAppWait(commands(), scaled, limit, end::hasBegun, report::showsProgress);
        jvmEnd.startWaitsForProcesses(true);
        try {
            return wait.await();
        } finally {
            jvmEnd.startWaitsForProcesses(false);
            report.waitIsOver(wait.failed());
        }
    }

    /**
     * The application accepts requests: starts the processes that start after the application.
     *
     * @param current the plan with the present settings; only those of the processes that start after the application are used
     */
    public void applicationAccepts(Plan current) {
        if (!end.hasBegun()) {
            plan.applicationAccepts(current);
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
        return plan.replaceLostPorts(current);
    }

    /** Does the same from now on until the application ends. */
    public void watchLostPorts(Supplier<Plan> current) {
        plan.watchLostPorts(current);
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
        Duration longest = commands().longestShutdown();
        boolean stopsBeforeApp = snapshot().plan().definitions().stream().anyMatch(ProcessSettings::stopsBeforeApp);
        jvmEnd.applicationStarted(Durations.sum(graceOfRequests, stopsBeforeApp ? Durations.sum(longest, longest) : longest));
    }

    /**
     * The shutdown of the application begins, and it still accepts requests: stops the processes that start after the application.
     * Returns when they are down, at the latest after the shutdown timeout, the last grace period and the time of the kills.
     */
    public void applicationStops() {
        if (!end.hasBegun() && snapshot().plan().hasAfterApp()) {
            close.stopBeforeApp(commands());
        }
    }

    /**
     * Loads the code of a stop in an idle moment, as soon as a process has started.
     *
     * @param end rehearses the end of the application, which comes before that of the processes
     */
    public void rehearseStop(Runnable end) {
        rehearsal.applicationIsUp(end);
        dependencies.applicationIsUp();
    }

    /**
     * The beans of the application are about to be destroyed: its listeners receive the events so far and no others, and the
     * checks pause. The processes keep running, and the application can still stop them.
     */
    public void applicationEnds() {
        plan.end();
        commands().applicationEnds();
        if (!end.hasBegun()) {
            StageWait.await("release the application", supervisor.applicationEnds());
        }
        facades.closeListeners();
    }

    /** Detaches the application after its end. The processes keep running. */
    public void detach() {
        if (end.hasBegun()) {
            return;
        }
        jvmEnd.applicationEnded();
        commands().applicationDetached();
        StageWait.await("detach the application", supervisor.detach().thenAccept(ServedPlan::dropped));
        facades.prepareNext();
    }

    /**
     * Closes the engine, or waits until another thread has closed it. An interrupt, such as one that ends a start that hangs, does
     * not shorten the stop of the processes: that would mean a kill. The engine therefore waits for the stop on a thread of its own.
     */
    public void close() {
        if (jvmEnd.begin()) {
            // Before a thread is made and a lambda is linked: the processes wait for their signals.
            Optional<EngineClose.Stop> stop = close.begin(facades, detachedEndWithJvm);
            Thread closing = EngineThreads.create("end", () -> end(stop));
            try {
                closing.start();
                EngineEnd.uninterruptibly(closing::join);
            } catch (OutOfMemoryError e) {
                // The system refuses a thread.
                end(stop);
            }
        } else {
            end.awaitOver();
        }
    }

    /** Kills all processes at once and closes the engine, although their shutdown has begun. */
    private void kill() {
        close.announceKill();
        supervisor.killAttached();
        close();
    }

    private void end(Optional<EngineClose.Stop> stop) {
        try {
            watched.close();
            release(stop);
        } finally {
            try {
                // A failure before them must not leave others waiting for the end.
                close.runHooks();
            } finally {
                end.over();
                jvmEnd.remove();
            }
        }
    }

    private void release(Optional<EngineClose.Stop> stop) {
        stop.ifPresent(begun -> close.await(begun, commands().longestShutdown(), facades::closeListeners));
        // The terminal of dev mode closes after this.
        facades.closeLasting();
        close.runHooks();
        close.release();
    }
}
