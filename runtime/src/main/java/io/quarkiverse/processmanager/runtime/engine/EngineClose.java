package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.console.EngineLog;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.faults.Faults;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.supervisor.ProcessManagerFacade;
import io.quarkiverse.processmanager.runtime.supervisor.Supervisor;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.SystemClock;

/** The steps at the end of an engine: stops its processes in order, publishes the last events, and releases what it has. */
final class EngineClose {

    /**
     * The time that the kills may need beyond the shutdown timeout and the last grace period: 1 s after the one, 10 s after the
     * other.
     */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private static final EngineLog LOG = new EngineLog("io.quarkiverse.processmanager");

    private final Supervisor supervisor;
    private final ProcessRunner runner;
    private final EngineTasks tasks;
    private final EngineReport report;
    private final List<Runnable> hooks = new CopyOnWriteArrayList<>();
    /** The part of the shutdown timeout that {@link #stopBeforeApp} has used up. */
    private volatile Duration spent = Duration.ZERO;

    EngineClose(Supervisor supervisor, ProcessRunner runner, EngineTasks tasks, EngineReport report) {
        this.supervisor = supervisor;
        this.runner = runner;
        this.tasks = tasks;
        this.report = report;
    }

    /** Whether there are processes to stop. */
    boolean isAnyAlive() {
        return !alive(false).isEmpty();
    }

    /** Names the processes that are killed at once, although their stop has begun. */
    void announceKill() {
        List<String> alive = alive(false);
        if (!alive.isEmpty()) {
            LOG.warnf("Interrupted again: killing %s at once: %s", Words.count(alive.size(), "process"),
                    String.join(", ", alive));
            report.lastStops();
        }
    }

    /**
     * Stops the processes that start after the application, while the application accepts requests, and waits for them. The other
     * processes have what is left of the shutdown timeout. A second caller, such as the end of dev mode, waits for the first one.
     */
    synchronized void stopBeforeApp(ProcessManagerFacade commands) {
        Snapshot now = supervisor.snapshot();
        List<String> alive = alive(now, ProcessSettings::stopsBeforeApp);
        if (!alive.isEmpty()) {
            report.lastStops("Stopping " + Words.count(alive.size(), "process") + " before the application: "
                    + String.join(", ", alive));
        }
        long began = SystemClock.nanos();
        // Also without one that is alive: a process that waits for its restart must not start during the shutdown.
        CompletionStage<Void> stopped = commands.stopBeforeApp();
        StageWait.await("stop the processes that start after the application in time",
                limit -> new StopWait(supervisor::snapshot, ProcessSettings::stopsBeforeApp, report::showsProgress)
                        .await(stopped, limit),
                Durations.sum(commands.longestShutdown(), MARGIN));
        spent = Durations.sum(spent, Duration.ofNanos(SystemClock.nanos() - began));
    }

    /** A stop that has begun. */
    record Stop(int alive, long sinceNanos, CompletionStage<Void> stopped) {
    }

    /**
     * Requests the stop of the processes, and returns at once.
     *
     * @param takenOver whether the next application of these tests takes over the detached processes
     * @return empty if the request fails: {@link #release()} then kills the processes
     */
    Optional<Stop> begin(Facades facades, boolean takenOver) {
        try {
            facades.engineEnds();
            return Optional.of(request(facades.current(), takenOver));
        } catch (RuntimeException | Error e) {
            Faults.report(e);
            return Optional.empty();
        }
    }

    private Stop request(ProcessManagerFacade commands, boolean takenOver) {
        List<String> leaving = alive(true);
        int alive = alive(false).size();
        long began = SystemClock.nanos();
        if (alive > 0) {
            report.lastStops(stopping(alive));
        }
        if (!leaving.isEmpty()) {
            LOG.infof("Still running, because detached: %s; %s", String.join(", ", leaving), takenOver
                    ? "the next application of these tests takes over, and the end of the tests stops what is left"
                    : "the next start of the application takes over");
        }
        report.console().engineEnds();
        return new Stop(alive, began, commands.close(spent));
    }

    /**
     * Waits for the stop of the processes.
     *
     * @param longest the most time that it may take
     * @param listenersEnd runs when the last event is published, and before the log says that all processes have stopped
     */
    void await(Stop stop, Duration longest, Runnable listenersEnd) {
        StageWait.await("stop all processes in time",
                limit -> new StopWait(supervisor::snapshot, EngineClose::endsWithApplication, report::showsProgress)
                        .await(stop.stopped, limit),
                Durations.sum(longest, MARGIN));
        StageWait.await("publish the last events", supervisor.eventsPublished());
        listenersEnd.run();
        if (stop.alive > 0) {
            LOG.infof("%s", stopped(stop.sinceNanos, report.kills()));
        }
    }

    /** Runs an action when the processes have stopped. From any thread. */
    void afterwards(Runnable action) {
        hooks.add(action);
    }

    /** Runs these actions, each once. */
    void runHooks() {
        for (Runnable hook : hooks) {
            hooks.remove(hook);
            hook.run();
        }
    }

    /** Closes the process layer and the console, and ends the threads. */
    void release() {
        runner.close();
        report.console().close();
        report.end();
        tasks.close();
    }

    /** The line about the beginning of a stop. */
    static String stopping(int alive) {
        return "Stopping " + Words.count(alive, "process");
    }

    /** The line about the end of a stop. */
    static String stopped(long beganNanos, String kills) {
        return "All processes have stopped after " + Words.of(Duration.ofNanos(SystemClock.nanos() - beganNanos)) + kills;
    }

    /** Whether a process does not outlive the application. */
    static boolean endsWithApplication(ProcessDefinition definition) {
        return !definition.execution().detached();
    }

    private List<String> alive(boolean detached) {
        return alive(supervisor.snapshot(), detached);
    }

    /** The ids of the detached processes that are alive, or of the attached ones. */
    static List<String> alive(Snapshot now, boolean detached) {
        List<String> ids = new ArrayList<>();
        for (ProcessStatus status : now.statuses().values()) {
            Optional<ProcessDefinition> definition = now.plan().find(status.id());
            if (status.isAlive()
                    && (definition.isPresent() && definition.get().execution().detached()) == detached) {
                ids.add(status.id());
            }
        }
        return ids;
    }

    private static List<String> alive(Snapshot now, Predicate<ProcessDefinition> which) {
        return now.statuses().values().stream().filter(ProcessStatus::isAlive).map(ProcessStatus::id)
                .filter(id -> now.plan().find(id).filter(which).isPresent()).toList();
    }
}
