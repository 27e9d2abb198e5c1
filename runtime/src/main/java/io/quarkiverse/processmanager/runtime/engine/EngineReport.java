package io.quarkiverse.processmanager.runtime.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.runtime.console.EngineLog;
import io.quarkiverse.processmanager.runtime.console.ProcessConsole;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.engine.log.EventLog;
import io.quarkiverse.processmanager.runtime.engine.log.ProcessLog;
import io.quarkiverse.processmanager.runtime.engine.log.StartLog;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.supervisor.Supervisor;
import io.quarkiverse.processmanager.runtime.time.SystemClock;
import io.quarkus.runtime.LaunchMode;

/** What an engine writes to the log and to the console: the events and the output of its processes. For any thread. */
final class EngineReport {

    private static final EngineLog LOG = new EngineLog("io.quarkiverse.processmanager");

    private final Executor publishing;
    private final EngineEnd end;
    private final ProcessConsole console;
    private final EventLog eventLog;
    private volatile BooleanSupplier progress = () -> false;
    private volatile Optional<Character> monitorKey = Optional.empty();
    private volatile Optional<StartObserver> observer = Optional.empty();

    EngineReport(Supervisor supervisor, ProcessRunner runner, EngineTasks tasks, EngineEnd end) {
        this.publishing = tasks.publishing();
        this.end = end;
        ProcessLog output = new ProcessLog(supervisor, runner);
        this.console = output.console();
        this.eventLog = new EventLog(this::showsProgress, () -> LaunchMode.current().isDev(),
                failed -> console.hasShownLastLines(failed.id(), failed.incarnation()), tasks::publishLater);
        runner.outputTo(output);
    }

    ProcessConsole console() {
        return console;
    }

    /** The terminal shows what starts and what stops, as long as {@code shown} says so. The key opens the monitor in it. */
    void progressIn(BooleanSupplier shown, Optional<Character> monitorKey) {
        progress = shown;
        this.monitorKey = monitorKey;
    }

    boolean showsProgress() {
        return progress.getAsBoolean();
    }

    /** From now on the observer follows all starts. */
    void observe(StartObserver starts) {
        observer = Optional.of(starts);
    }

    /** On the thread that publishes. */
    void accept(ProcessEvent event, Snapshot state) {
        observer.ifPresent(starts -> starts.accept(event, state));
        boolean quiet = console.accept(event, state.statuses());
        eventLog.accept(event, state);
        if (quiet && LaunchMode.current().isDev() && !end.hasBegun()) {
            StartLog.consoleIsQuiet(monitorKey);
        }
    }

    /** These processes of the plan start together. */
    void startBegins(List<String> ids, Plan plan) {
        Instant time = SystemClock.wallTime();
        observer.ifPresent(starts -> starts.startBegins(ids, time));
        publishing.execute(() -> eventLog.startBegins(ids, plan.ids(), time));
    }

    /** The error of the start has the reason for such a failure. The log would have it a second time. */
    void holdFailures(Plan plan) {
        Set<String> ids = plan.definitions().stream().filter(ProcessSettings::startsBeforeApp)
                .filter(definition -> definition.report().required()).map(ProcessDefinition::id).collect(Collectors.toSet());
        publishing.execute(() -> eventLog.waitBegins(ids));
    }

    /** The wait for the processes before the application is over; {@code failed} is in the error of the start. */
    void waitIsOver(Optional<String> failed) {
        publishing.execute(() -> eventLog.waitIsOver(failed));
    }

    /**
     * All processes stop: from now on the log counts the kills. The thread that publishes writes the line, before those of the
     * processes: their stop does not wait for it.
     */
    void lastStops(String line) {
        publishing.execute(() -> {
            LOG.infof("%s", line);
            eventLog.lastStops();
        });
    }

    /** All processes are killed. */
    void lastStops() {
        publishing.execute(eventLog::lastStops);
    }

    /** The last event is published: writes what has waited for others. */
    void end() {
        publishing.execute(eventLog::writeAll);
    }

    /** The kills since then, as the end of a sentence; empty without one. */
    String kills() {
        return eventLog.kills();
    }
}
