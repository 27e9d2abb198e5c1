package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.HealthCheck;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.StopPolicy.Leftovers;
import io.quarkiverse.processmanager.UsageLimits;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.rules.HistoryAppender;
import io.quarkiverse.processmanager.runtime.rules.TerminationCause;
import io.quarkiverse.processmanager.runtime.rules.LimitTally;
import io.quarkiverse.processmanager.runtime.rules.Trigger;
import io.quarkiverse.processmanager.runtime.rules.Verdict;
import io.quarkiverse.processmanager.runtime.rules.Words;

/**
 * Hears of one run from the operating system, on any thread, and from its probes, on the loop; takes it to the loop and says
 * what it means for the process. What comes after the end of the run is dropped.
 */
final class Reports implements ProcessRunner.Listener {

    private final Supervisor supervisor;
    private final SupervisedProcess cell;
    private final Incarnation run;

    Reports(Supervisor supervisor, SupervisedProcess cell, Incarnation run) {
        this.supervisor = supervisor;
        this.cell = cell;
        this.run = run;
    }

    @Override
    public void started(long pid) {
        report(() -> alive(pid, cell.now()));
    }

    @Override
    public void adopted(long pid, Instant since) {
        report(() -> alive(pid, since));
    }

    private void alive(long pid, Instant since) {
        run.started(pid, since);
        supervisor.announce(new ProcessEvent.Started(cell.id(), run.incarnation, cell.now(), pid));
        cell.alive(run);
    }

    @Override
    public void exited(Exit exit, int leftovers) {
        report(() -> {
            run.exited(exit);
            cell.exited(run, exit);
            if (leftovers > 0 && cell.isUp()) {
                left(exit, Words.count(leftovers, "process") + " that it had started");
            }
        });
    }

    private void left(Exit exit, String leftovers) {
        if (cell.definition().stop().leftovers() == Leftovers.KEEP) {
            run.keep();
            cell.conclude(run, verdict(run).and(leftovers + " run on"));
        } else {
            cell.end(TerminationCause.OWN, "", exit.describe() + ", and " + leftovers + " must be stopped");
        }
    }

    @Override
    public void measured(ProcessMetrics metrics) {
        report(() -> {
            if (run.pid().isPresent()) {
                run.measured(metrics);
                supervisor.touched(cell);
                supervisor.announce(new ProcessEvent.Metrics(cell.id(), run.incarnation, cell.now(), metrics));
                if (cell.phase() == ProcessPhase.RUNNING) {
                    compare(metrics);
                }
            }
        });
    }

    private void compare(ProcessMetrics metrics) {
        LimitTally before = run.limits();
        LimitTally after = before.with(metrics, cell.definition().limits());
        run.limits(after);
        if (after.isOver() && !before.isOver()) {
            overLimit(after.why(metrics), after.limits().action());
        } else if (before.isOver() && !after.isOver() && cell.status().why().startsWith(TerminationCause.OVER_LIMIT.words())) {
            cell.because(after.limits().equals(before.limits()) ? "within its limits again" : "its limits have changed");
        }
    }

    private void overLimit(String why, UsageLimits.Action action) {
        boolean stop = action == UsageLimits.Action.RESTART;
        boolean again = cell.budget().allowsAnother(cell.definition().restart(), run.upFor(cell.now()));
        cell.because(why);
        supervisor.announce(new ProcessEvent.OverLimit(cell.id(), run.incarnation, cell.now(), why, stop && again));
        if (stop) {
            cell.end(TerminationCause.OVER_LIMIT, why, why);
        }
    }

    @Override
    public void gone() {
        report(() -> {
            run.gone();
            Incarnation current = cell.run().orElseThrow();
            if (current.isOver()) {
                cell.forgetRun();
                over(current);
            } else if (current == run && cell.isUp()) {
                // Something is alive that was kept of a run before it.
                run.keep();
                cell.conclude(run, verdict(run));
            }
        });
    }

    private void over(Incarnation current) {
        switch (cell.phase()) {
            case STARTING, RUNNING, STOPPING, KILLING -> cell.conclude(current, verdict(current));
            case FAILED -> {
                if (!current.isKept()) {
                    endedAfterAll();
                }
            }
            case STOPPED, WAITING, BACKOFF, COMPLETED -> {
                // What could not be killed, or was kept, has ended; a process that waits for it looks around by itself.
            }
        }
    }

    @Override
    public void notKilled(List<String> survivors) {
        report(() -> {
            run.survivors(survivors);
            cell.notKilled();
        });
    }

    /** On the loop: one more result of the checks. */
    void probed(Health before, ProbeResult result, Duration took) {
        Health health = run.health();
        supervisor.record(cell, past -> HistoryAppender.with(past,
                new ProcessHistory.Check(cell.now(), took, result.success(), result.detail(), run.incarnation)));
        supervisor.touched(cell);
        if (health == Health.UNKNOWN) {
            cell.because("waiting for its first successful check: " + result.detail());
        } else if (health == Health.HEALTHY && before != Health.HEALTHY) {
            healthy(before == Health.UNHEALTHY, result);
        } else if (health == Health.UNHEALTHY && before != Health.UNHEALTHY) {
            unhealthy("unhealthy: " + result.detail(), result);
        }
    }

    private void healthy(boolean recovered, ProbeResult result) {
        if (recovered) {
            cell.because("healthy again: " + result.detail());
        }
        cell.fire(Trigger.UP, "up and healthy after " + Words.of(run.age(cell.now())));
        supervisor.announce(new ProcessEvent.Healthy(cell.id(), run.incarnation, cell.now(), run.age(cell.now()), recovered));
    }

    private void unhealthy(String why, ProbeResult result) {
        cell.because(why);
        supervisor.announce(new ProcessEvent.Unhealthy(cell.id(), run.incarnation, cell.now(), result.detail()));
        if (run.prober().orElseThrow().check().onUnhealthy() == HealthCheck.OnUnhealthy.RESTART) {
            cell.end(TerminationCause.UNHEALTHY, why, why);
        }
    }

    private void endedAfterAll() {
        cell.because(cell.status().why() + "; it has ended since");
        if (cell.goal() == Goal.DOWN) {
            cell.fire(Trigger.STOP, TerminationCause.STOP.words());
        }
    }

    private Verdict verdict(Incarnation which) {
        return Verdict.on(new Verdict.Termination(which.ending(), which.cause(), which.exit().orElseThrow(), which.upFor(cell.now())),
                cell.definition(), cell.budget(), supervisor.chance());
    }

    private void report(Runnable report) {
        supervisor.post(() -> {
            if (cell.run().filter(current -> current.includes(run)).isPresent()) {
                report.run();
            }
        });
    }
}
