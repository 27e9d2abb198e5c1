package io.quarkiverse.processmanager.runtime.engine.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import org.jboss.logging.Logger.Level;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.console.EngineLog;
import io.quarkiverse.processmanager.runtime.rules.FailedChain;
import io.quarkiverse.processmanager.runtime.rules.plan.KindHint;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.snapshot.Snapshot;
import io.quarkiverse.processmanager.runtime.time.Durations;

/**
 * Writes the events to the log: INFO for requested changes, WARN for a process that misbehaves, ERROR for a process that does
 * not start again without a command, unless the cause of a failed start goes away. On the thread that publishes.
 */
public final class EventLog implements BiConsumer<ProcessEvent, Snapshot> {

    private static final EngineLog LOG = new EngineLog("io.quarkiverse.processmanager");

    /** The processes that are being stopped, each with the time from its stop signal to its kill if it is killed. */
    private final Map<String, Optional<Duration>> stopping = new HashMap<>();
    /** The processes that are killed at the end of the engine. Another thread reads them. */
    private final Set<String> killedAtEnd = new ConcurrentSkipListSet<>();
    /** The processes whose failure is in the line of the process that they depend on. Their own events follow that one. */
    private final Set<String> blocked = new HashSet<>();
    private final StartBatch starting = new StartBatch();
    private final HeldFailures held = new HeldFailures();
    private final ScheduledFailures scheduled = new ScheduledFailures();
    private boolean ending;
    /** Whether the log has the addresses of the processes. A developer needs them once, not after each reload. */
    private boolean hasAddresses;
    /** The state of all processes to which the last event belongs. */
    private Snapshot now = Snapshot.EMPTY;
    private final BooleanSupplier shown;
    private final BooleanSupplier interactive;
    private final Predicate<ProcessEvent.GaveUp> onConsole;
    private final ReplicaFailures replicas;

    /**
     * @param shown whether the terminal shows the processes that start
     * @param interactive whether a developer reads the log, and wants the addresses of the processes
     * @param onConsole whether the console has the last lines of a failed process already
     * @param later runs a task after a delay, on the thread that publishes
     */
    public EventLog(BooleanSupplier shown, BooleanSupplier interactive, Predicate<ProcessEvent.GaveUp> onConsole,
            BiConsumer<Duration, Runnable> later) {
        this.shown = shown;
        this.interactive = interactive;
        this.onConsole = onConsole;
        this.replicas = new ReplicaFailures(later, EventLog::write);
    }

    @Override
    public void accept(ProcessEvent event, Snapshot state) {
        now = state;
        track(event);
        log(event);
        boolean starts = starting.contains(event.id());
        starting.after(event, now.statuses()).ifPresent(line -> LOG.infof("%s", line));
        if (starts && !starting.contains(event.id())) {
            startHasEnded();
        }
    }

    private void startHasEnded() {
        if (!hasAddresses && interactive.getAsBoolean()) {
            Optional<String> line = WebAddresses.whenAllAreReady(now);
            hasAddresses = line.isPresent();
            line.ifPresent(text -> LOG.infof("%s", text));
        }
    }

    private void track(ProcessEvent event) {
        if (!(event instanceof ProcessEvent.GaveUp)) {
            blocked.remove(event.id());
        }
        if (event instanceof ProcessEvent.Starting) {
            held.starts(event.id());
        }
        if (event instanceof ProcessEvent.Stopping) {
            stopping.put(event.id(), Optional.empty());
        } else if (event instanceof ProcessEvent.Killing killing) {
            stopping.put(killing.id(), Optional.of(killing.after()));
            if (ending) {
                killedAtEnd.add(killing.id());
            }
        } else if (event instanceof ProcessEvent.Starting || event instanceof ProcessEvent.Crashed
                || event instanceof ProcessEvent.Completed
                || event instanceof ProcessEvent.GaveUp failed && failed.reason() != Reason.NOT_KILLED) {
            stopping.remove(event.id());
        }
    }

    private void log(ProcessEvent event) {
        if (isNewsOfItsOwn(event)) {
            replicas.writeBefore(event.id());
        }
        if (event instanceof ProcessEvent.Running up) {
            up(up);
        } else if (event instanceof ProcessEvent.Started started && isTask(started.id())) {
            LOG.logf(isScheduled(started.id()) ? Level.DEBUG : startLevel(started.id()), "process '%s' started (pid %d)",
                    started.id(), started.pid());
        } else if (event instanceof ProcessEvent.Completed completed) {
            completed(completed);
        } else if (event instanceof ProcessEvent.Stopped stopped) {
            stopped(stopped);
        } else if (event instanceof ProcessEvent.Killing killing) {
            killing(killing);
        } else if (event instanceof ProcessEvent.Healthy healthy && healthy.recovered()) {
            LOG.infof("process '%s' is healthy again", healthy.id());
        } else if (event instanceof ProcessEvent.Unhealthy unhealthy) {
            problem(unhealthy, "are unhealthy", "", "process '" + unhealthy.id() + "' is unhealthy: " + unhealthy.error());
        } else if (event instanceof ProcessEvent.LivenessFailed failed) {
            problem(failed, "are stopped because their liveness checks failed", "",
                    "process '" + failed.id() + "' is stopped because its liveness check failed: " + failed.error());
        } else if (event instanceof ProcessEvent.AwaitingInput asking) {
            asking(asking);
        } else if (event instanceof ProcessEvent.OverLimit over) {
            problem(over, "are over a limit", "", "process '" + over.id() + "' is " + over.why());
        } else if (event instanceof ProcessEvent.Crashed crashed && crashed.willRestart()) {
            problem(crashed, "have exited and start again", crashed.exit().describe(),
                    "process '" + crashed.id() + "': " + crashed.error());
        } else if (event instanceof ProcessEvent.GaveUp failed) {
            failed(failed);
        } else {
            LOG.debugf("%s", event);
        }
    }

    private void up(ProcessEvent.Running up) {
        LOG.logf(startLevel(up.id()), "process '%s' is %s after %s", up.id(),
                up.health() == Health.HEALTHY ? "up and healthy" : "up", Words.of(up.after()));
    }

    private static void killing(ProcessEvent.Killing killing) {
        LOG.warnf("process '%s' %s; still alive: %s", killing.id(), isAtOnce(killing.after()) ? "is killed at once"
                : "did not stop within " + Words.of(killing.after()) + " and is killed", String.join(", ", killing.left()));
    }

    /** A kill that is requested, such as by a second Ctrl-C, can be some microseconds behind the stop signal. */
    private static boolean isAtOnce(Duration after) {
        return Durations.millis(after) == 0;
    }

    private static void asking(ProcessEvent.AwaitingInput asking) {
        LOG.warnf("process '%s' may wait for an answer: its last line of output is '%s'; answer it with send, or once in a"
                + " terminal, or set stdin=none", asking.id(), asking.line());
    }

    /** Whether the log gets a line about the process that no other process shares. */
    private static boolean isNewsOfItsOwn(ProcessEvent event) {
        return event instanceof ProcessEvent.Running || event instanceof ProcessEvent.Healthy
                || event instanceof ProcessEvent.Stopped || event instanceof ProcessEvent.Completed
                || event instanceof ProcessEvent.Killing || event instanceof ProcessEvent.AwaitingInput;
    }

    /** {@code detail} is what the replicas in one line have in common. */
    private void problem(ProcessEvent event, String verb, String detail, String sentence) {
        group(event.id()).ifPresentOrElse(
                group -> replicas.add(new ReplicaFailures.Kind(group, Level.WARN, verb, detail),
                        new ReplicaFailures.Failure(event.id(), sentence)),
                () -> LOG.warnf("%s", sentence));
    }

    /** The process of which this process is one of several replicas. */
    private Optional<String> group(String id) {
        return now.plan().group(id).filter(group -> now.plan().replicas(group).size() > 1);
    }

    private static void write(ReplicaFailures.Line line) {
        LOG.log(line.level(), line.text() + line.of().lastLines(), line.text() + line.of().consoleLines());
    }

    /** Nothing has stopped if nothing was alive: a task is done, or a process waits for its restart. */
    private void stopped(ProcessEvent.Stopped stopped) {
        if (now.plan().find(stopped.id()).filter(ProcessDefinition::external).isPresent()) {
            stopping.remove(stopped.id());
            LOG.debugf("process '%s' is no longer watched", stopped.id());
        } else if (stopping.containsKey(stopped.id())) {
            stopping.remove(stopped.id()).ifPresentOrElse(
                    after -> LOG.infof("process '%s' has stopped: killed %s", stopped.id(),
                            isAtOnce(after) ? "at once" : "after " + Words.of(after)),
                    () -> LOG.infof("process '%s' has stopped", stopped.id()));
        } else {
            LOG.debugf("%s", stopped);
        }
    }

    private void completed(ProcessEvent.Completed completed) {
        String after = Words.of(completed.exit().uptime());
        if (completed.exit().wasSkipped()) {
            LOG.logf(startLevel(completed.id()), "process '%s' is %s", completed.id(), completed.exit().describe());
        } else if (completed.warning().isPresent()) {
            LOG.warnf("process '%s' is done after %s, but %s", completed.id(), after, completed.warning().get());
        } else if (isTask(completed.id())) {
            LOG.logf(startLevel(completed.id()), "process '%s' is done after %s%s", completed.id(), after,
                    scheduled.succeeded(completed.id()));
        } else {
            Optional<String> hint = KindHint.of(completed, now.plan(), now.statuses(),
                    Optional.ofNullable(now.histories().get(completed.id())));
            LOG.logf(hint.isPresent() ? Level.WARN : Level.INFO, "process '%s' has completed: %s after %s%s", completed.id(),
                    completed.exit().describe(), after, hint.map(text -> "; " + text).orElse(""));
        }
    }

    /** One line has a failed process with all that do not start because of it. */
    private void failed(ProcessEvent.GaveUp failed) {
        if (blocked.remove(failed.id())) {
            LOG.debugf("%s", failed);
        } else {
            List<String> chain = FailedChain.of(failed, now.plan(), now.statuses());
            blocked.addAll(chain);
            if (held.holds(failed)) {
                LOG.debugf("%s", failed);
            } else {
                write(failed, chain);
            }
        }
    }

    private void write(ProcessEvent.GaveUp failed, List<String> chain) {
        String why = "process '" + failed.id() + "' has failed: " + failed.why();
        String lines = Words.lastLines(failed.lastLines());
        String onConsoleToo = onConsole.test(failed) ? "" : lines;
        Optional<String> group = group(failed.id());
        if (group.isPresent()) {
            replicas.add(new ReplicaFailures.Kind(group.get(), Level.ERROR, "have failed", failed.reason().name()),
                    new ReplicaFailures.Failure(failed.id(), why, chain, lines, onConsoleToo));
            return;
        }
        String sentence = why + blocked(chain);
        Level level = Level.ERROR;
        if (isScheduled(failed.id())) {
            level = scheduled.failed(failed.id());
            sentence += scheduled.count(failed.id());
        }
        LOG.log(level, sentence + lines, sentence + onConsoleToo);
    }

    /** The processes that do not start because of a failure, as the end of a sentence. */
    static String blocked(List<String> chain) {
        return chain.isEmpty() ? "" : "; not started because of that: " + String.join(", ", chain);
    }

    /** The terminal shows each process of a start, and one line about all of them follows. */
    private Level startLevel(String id) {
        return starting.contains(id) && shown.getAsBoolean() ? Level.DEBUG : Level.INFO;
    }

    /** These processes start together. {@code planned} has all processes from now on. */
    public void startBegins(Collection<String> ids, Collection<String> planned, Instant time) {
        starting.begin(ids, planned, time);
    }

    /** The start of an application waits for these processes: their failures are not logged until {@link #waitIsOver}. */
    public void waitBegins(Set<String> ids) {
        held.hold(ids);
    }

    /** The wait is over; the failure of one process can be the error of the start, and needs no line. */
    public void waitIsOver(Optional<String> inError) {
        held.release(inError)
                .forEach(failed -> write(failed, FailedChain.of(failed, now.plan(), now.statuses())));
    }

    private boolean isTask(String id) {
        ProcessStatus status = now.statuses().get(id);
        return status != null && status.kind().filter(ProcessKind.TASK::equals).isPresent();
    }

    private boolean isScheduled(String id) {
        return now.plan().find(id).filter(definition -> definition.start().schedule().isSet()).isPresent();
    }

    /** From now on {@link #kills} counts the kills. On the thread that publishes. */
    public void lastStops() {
        writeAll();
        starting.clear();
        ending = true;
    }

    /** Writes what waits for the failures of other replicas; a later failure does not wait. On the thread that publishes. */
    public void writeAll() {
        replicas.end();
    }

    /** The kills since then, as far as they are published, as the end of a sentence; empty without one. From any thread. */
    public String kills() {
        List<String> killed = List.copyOf(killedAtEnd);
        return killed.isEmpty() ? ""
                : "; " + (killed.size() == 1 ? "1 process was" : killed.size() + " processes were") + " killed: "
                        + String.join(", ", killed);
    }
}
