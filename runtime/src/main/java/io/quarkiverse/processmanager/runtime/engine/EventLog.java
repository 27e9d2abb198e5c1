package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.rules.KindHint;
import io.quarkiverse.processmanager.runtime.rules.Plan;
import io.quarkiverse.processmanager.runtime.rules.Words;
import io.quarkiverse.processmanager.runtime.supervisor.Snapshot;

/**
 * Writes the events to the log: INFO for requested changes, WARN for a process that misbehaves, ERROR for a process that does
 * not start again without a command. On the thread that publishes.
 */
final class EventLog implements Consumer<ProcessEvent> {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    /** For each process that is being killed the time since its stop signal. */
    private final Map<String, Duration> killed = new HashMap<>();
    /** The processes that are killed at the end of the engine. */
    private final Set<String> killedAtEnd = new TreeSet<>();
    private boolean ending;
    private final Supplier<Snapshot> now;

    /** {@code now} gives the state of all processes. */
    EventLog(Supplier<Snapshot> now) {
        this.now = now;
    }

    /** Logs one line with the processes that start now and what each of them waits for. */
    static void starting(Plan plan, Snapshot running) {
        List<String> starting = new ArrayList<>();
        for (ProcessDefinition definition : plan.definitions()) {
            if (definition.start().auto() && !running.statuses().containsKey(definition.id())) {
                starting.add(plan.waitsFor(definition).isEmpty() ? definition.id()
                        : definition.id() + " (after " + after(plan, definition) + ")");
            }
        }
        if (!starting.isEmpty()) {
            LOG.infof("Starting %s: %s", Words.count(starting.size(), "process"), String.join(", ", starting));
        }
    }

    private static String after(Plan plan, ProcessDefinition definition) {
        return String.join(", ", plan.waitsFor(definition).entrySet().stream().map(dependency -> dependency.getKey() + ":"
                + dependency.getValue().name().toLowerCase(Locale.ROOT)).toList());
    }

    @Override
    public void accept(ProcessEvent event) {
        if (event instanceof ProcessEvent.Running up) {
            LOG.infof("process '%s' is %s after %s", up.id(), up.health() == Health.HEALTHY ? "up and healthy" : "up",
                    Words.of(up.after()));
        } else if (event instanceof ProcessEvent.Started started && isTask(started.id())) {
            LOG.infof("process '%s' started (pid %d)", started.id(), started.pid());
        } else if (event instanceof ProcessEvent.Completed completed) {
            completed(completed);
        } else if (event instanceof ProcessEvent.Stopped stopped) {
            LOG.infof("process '%s' has stopped%s", stopped.id(), killed.containsKey(stopped.id())
                    ? ": killed after " + Words.of(killed.remove(stopped.id()))
                    : "");
        } else if (event instanceof ProcessEvent.Killing killing) {
            killed.put(killing.id(), killing.after());
            if (ending) {
                killedAtEnd.add(killing.id());
            }
            LOG.warnf("process '%s' did not stop within %s and is killed; still alive: %s", killing.id(),
                    Words.of(killing.after()), String.join(", ", killing.left()));
        } else if (event instanceof ProcessEvent.Starting starting) {
            killed.remove(starting.id());
            LOG.debugf("%s", starting);
        } else if (event instanceof ProcessEvent.Healthy healthy && healthy.recovered()) {
            LOG.infof("process '%s' is healthy again", healthy.id());
        } else if (event instanceof ProcessEvent.Unhealthy unhealthy) {
            LOG.warnf("process '%s' is unhealthy: %s", unhealthy.id(), unhealthy.error());
        } else if (event instanceof ProcessEvent.AwaitingInput asking) {
            LOG.warnf(
                    "process '%s' may wait for an answer: its last line of output is '%s'; answer it once in a terminal, or set"
                            + " stdin=closed",
                    asking.id(), asking.line());
        } else if (event instanceof ProcessEvent.OverLimit over) {
            LOG.warnf("process '%s' is %s", over.id(), over.why());
        } else if (event instanceof ProcessEvent.Crashed crashed && crashed.willRestart()) {
            LOG.warnf("process '%s': %s", crashed.id(), crashed.error());
        } else if (event instanceof ProcessEvent.GaveUp failed) {
            LOG.errorf("process '%s' has failed: %s%s", failed.id(), failed.why(), lastLines(failed.lastLines()));
        } else {
            LOG.debugf("%s", event);
        }
    }

    private void completed(ProcessEvent.Completed completed) {
        String after = Words.of(completed.exit().uptime());
        if (completed.exit().wasSkipped()) {
            LOG.infof("process '%s' is %s", completed.id(), completed.exit().describe());
        } else if (completed.warning().isPresent()) {
            LOG.warnf("process '%s' is done after %s, but %s", completed.id(), after, completed.warning().get());
        } else if (isTask(completed.id())) {
            LOG.infof("process '%s' is done after %s", completed.id(), after);
        } else {
            Snapshot snapshot = now.get();
            Optional<String> hint = KindHint.of(completed.id(), completed.time(), snapshot.plan(), snapshot.statuses());
            LOG.logf(hint.isPresent() ? Level.WARN : Level.INFO, "process '%s' has completed: %s after %s%s", completed.id(),
                    completed.exit().describe(), after, hint.map(text -> "; " + text).orElse(""));
        }
    }

    private boolean isTask(String id) {
        ProcessStatus status = now.get().statuses().get(id);
        return status != null && status.kind().filter(ProcessKind.TASK::equals).isPresent();
    }

    /** From now on {@link #kills} counts the kills. On the thread that publishes. */
    void lastStops() {
        ending = true;
    }

    /** The kills since then as the end of a sentence; empty without one. Called after the last event is published. */
    String kills() {
        return killedAtEnd.isEmpty() ? ""
                : "; " + (killedAtEnd.size() == 1 ? "1 process was" : killedAtEnd.size() + " processes were") + " killed: "
                        + String.join(", ", killedAtEnd);
    }

    private static String lastLines(List<String> lines) {
        return lines.isEmpty() ? "" : "; the last lines of its output:\n    " + String.join("\n    ", lines);
    }
}
