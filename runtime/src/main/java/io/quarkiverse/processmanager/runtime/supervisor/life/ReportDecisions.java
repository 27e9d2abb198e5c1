package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.StartPolicy;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.rules.HistoryAppender;
import io.quarkiverse.processmanager.runtime.rules.RestartHistory;
import io.quarkiverse.processmanager.runtime.rules.TerminationCause;
import io.quarkiverse.processmanager.runtime.rules.Trigger;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;
import io.quarkiverse.processmanager.runtime.time.Moment;

/**
 * Decides what each report means for one process, and fires the trigger that follows. {@link ExitDecisions} decides about
 * exits, {@link LimitDecisions} about measurements, {@link CheckDecisions} about the results of checks. Confined to the loop.
 */
public final class ReportDecisions implements ProcessReports {

    private final SupervisorContext context;
    private final SupervisedProcess process;
    private final ExitDecisions exits;
    private final LimitDecisions limits;
    private final CheckDecisions checks;
    private final Consumer<String> restartDependents;

    /**
     * @param restartDependents gets the id of a process that starts again
     * @param runQueued begins the run of a schedule that waits for the end of the one before
     */
    public ReportDecisions(SupervisorContext context, SupervisedProcess process, Consumer<String> restartDependents,
            Consumer<SupervisedProcess> runQueued) {
        this.context = context;
        this.process = process;
        this.exits = new ExitDecisions(context, process, runQueued);
        this.limits = new LimitDecisions(context, process);
        this.checks = new CheckDecisions(context, process);
        this.restartDependents = restartDependents;
    }

    @Override
    public void startRequested(Incarnation which) {
        // If the start of a task is skipped, nothing has changed for its dependents.
        if (which.number > 1 && !canBeSkipped()) {
            restartDependents.accept(id());
        }
    }

    @Override
    public void started(Incarnation which, long pid, Optional<Instant> adopted) {
        which.started(pid, context.now(), adopted);
        if (which.number > 1 && canBeSkipped()) {
            restartDependents.accept(id());
        }
        context.publish(new ProcessEvent.Started(id(), which.number, time(), pid));
        if (state().phase() == ProcessPhase.STARTING) {
            if (ProcessSettings.isTask(state().definition())) {
                process.fire(Trigger.UP, "running");
            } else {
                process.armStart();
                process.describe(
                        state().definition().healthCheck().isPresent() ? "waiting for its first successful check" : "started");
            }
            process.resumeProbes(which);
        }
        process.changed();
    }

    @Override
    public void elsewhere(Incarnation which) {
        which.elsewhere(context.now());
        context.events().runsElsewhere(id());
        if (state().phase() == ProcessPhase.STARTING) {
            if (state().definition().healthCheck().isEmpty()) {
                process.fire(Trigger.UP, External.why(state().definition()));
            } else {
                process.describe(External.why(state().definition()) + "; waiting for its first successful check");
                process.resumeProbes(which);
            }
        }
        process.changed();
    }

    private boolean canBeSkipped() {
        StartPolicy start = state().definition().start();
        return start.creates().isPresent() || start.rerun().isPresent();
    }

    @Override
    public void exited(Incarnation which, Exit reported, int leftovers) {
        // The secrets of a process are collected for a text only.
        Exit exit = reported.detail().isEmpty() ? reported : Exits.masked(reported, state().secrets());
        which.exited(exit, now());
        state().exited(which.number, exit);
        context.published().record(id(), past -> HistoryAppender.with(past,
                new ProcessHistory.End(exit, which.number, which.ending().cause().isRequested())));
        process.changed();
        if (leftovers > 0 && state().isUp()) {
            exits.leftOver(which, exit, Words.count(leftovers, "process") + " that it had started");
        }
    }

    /** A healthy program serves, so that its prompt is no question. */
    @Override
    public void asks(Incarnation which, String line) {
        boolean starting = state().phase() == ProcessPhase.STARTING;
        if (which.pid().isPresent()
                && (starting || state().phase() == ProcessPhase.RUNNING && which.health() == Health.UNCHECKED)) {
            String shown = state().secrets().quote(line);
            String may = "its last line of output is '" + shown
                    + "': the program may wait for an answer; answer it with send, or"
                    + " once in a terminal, or set stdin=none";
            which.asks(may);
            process.describe(starting ? state().why() + "; " + may : may);
            process.changed();
            context.publish(new ProcessEvent.AwaitingInput(id(), which.number, time(), shown));
        }
    }

    @Override
    public void reportsStatus(Incarnation which, String status) {
        boolean starting = state().phase() == ProcessPhase.STARTING;
        if (which.pid().isPresent() && (starting || state().phase() == ProcessPhase.RUNNING)) {
            process.describe("its status is '" + state().secrets().quote(status) + "'");
            process.changed();
        }
    }

    @Override
    public void treeGone(Incarnation which) {
        exits.treeGone(which);
    }

    @Override
    public void endNotConcluded(Incarnation which) {
        exits.conclude(which);
    }

    @Override
    public void killing(Incarnation which, List<String> left) {
        Incarnation current = state().incarnation().orElseThrow();
        if (state().phase() == ProcessPhase.KILLING && !current.ending().isKilled()) {
            current.ending().killed();
            context.publish(new ProcessEvent.Killing(id(), current.number, time(),
                    current.ending().lasted(state().since()), left));
        }
    }

    @Override
    public void notKilled(Incarnation which, List<String> survivors) {
        which.ending().survivors(survivors);
        if (state().phase() == ProcessPhase.KILLING) {
            killTimedOut();
        }
    }

    @Override
    public void measured(Incarnation which, ProcessMetrics metrics) {
        if (which.pid().isPresent()) {
            which.measured(metrics);
            process.metricsChanged();
            context.publish(new ProcessEvent.Metrics(id(), which.number, time(), metrics));
            if (state().phase() == ProcessPhase.RUNNING) {
                limits.compare(which, metrics);
            }
        }
    }

    @Override
    public void probeResult(Incarnation which, Health before, ProbeResult result, Duration took) {
        checks.healthResult(which, before, result, took);
    }

    @Override
    public void livenessResult(Incarnation which, Health before, ProbeResult result, Duration took) {
        checks.livenessResult(which, before, result, took);
    }

    @Override
    public void waitTimedOut() {
        state().failure(Optional.of(Failure.of(Reason.WAIT_TIMEOUT)));
        process.fire(Trigger.TIMER, "not started within wait-timeout: " + state().why());
    }

    @Override
    public void startTimedOut() {
        if (state().incarnation().filter(Incarnation::hasExited).isPresent()) {
            // A process that has exited is not up. The verdict comes when its tree is gone.
            return;
        }
        if (ProcessSettings.isTask(state().definition()) && state().pid().isPresent()) {
            // A dependent that came during the start has made a task of it.
            process.fire(Trigger.UP, "running");
        } else if (state().definition().healthCheck().isEmpty() && state().pid().isPresent()) {
            process.fire(Trigger.TIMER, "up, it has no health check");
        } else {
            String detail = (state().pid().isPresent() ? "not healthy within " : "not started within ")
                    + Words.of(state().definition().start().timeout()) + ", " + state().why()
                    + process.awaitedByCheck().map(awaited -> "; " + awaited + " so far").orElse("");
            process.end(TerminationCause.STARTUP_TIMEOUT, detail, detail);
        }
    }

    @Override
    public void gracePeriodExpired() {
        process.fire(Trigger.TIMER,
                "killed: still alive after its grace period of " + Words.of(now().since(state().since())));
    }

    @Override
    public void killTimedOut() {
        process.notKilled();
    }

    @Override
    public void backoffElapsed() {
        state().countRestart();
        process.fire(Trigger.TIMER, "");
    }

    @Override
    public void startable() {
        state().budget(RestartHistory.FRESH);
        process.fire(Trigger.START, "");
    }

    private ProcessState state() {
        return process.state();
    }

    private String id() {
        return process.id();
    }

    private Moment now() {
        return context.now();
    }

    private Instant time() {
        return context.time();
    }
}
