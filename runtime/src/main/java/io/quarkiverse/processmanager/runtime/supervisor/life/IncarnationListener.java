package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;

/**
 * Receives the reports of the operating system on one incarnation, on any thread, and takes them to the loop. A report is
 * dropped there when nothing of its incarnation is alive any more.
 */
final class IncarnationListener implements ProcessRunner.Listener {

    private final SupervisorContext context;
    private final ProcessState state;
    private final ProcessReports reports;
    private final Incarnation which;
    /** What must not be lost when a step fails. The reporting thread sets it, and the loop applies it once. */
    private volatile Optional<Exit> exit = Optional.empty();
    private volatile int leftovers;
    private volatile boolean gone;
    private final Queue<Report> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isPosted = new AtomicBoolean();
    private boolean exitApplied;
    private boolean goneApplied;

    /** @param endsStep whether other processes can wait for its effect, which a report behind it could undo in the same step */
    private record Report(Runnable effect, boolean endsStep) {
    }

    IncarnationListener(SupervisorContext context, ProcessState state, ProcessReports reports, Incarnation which) {
        this.context = context;
        this.state = state;
        this.reports = reports;
        this.which = which;
    }

    @Override
    public void started(long pid) {
        report(new Report(() -> reports.started(which, pid, Optional.empty()), true));
    }

    @Override
    public void adopted(long pid, Instant since) {
        report(new Report(() -> reports.started(which, pid, Optional.of(since)), true));
    }

    /** The process runs elsewhere: nothing was started. */
    void elsewhere() {
        report(new Report(() -> reports.elsewhere(which), true));
    }

    @Override
    public void exited(Exit how, int left) {
        leftovers = left;
        exit = Optional.of(how);
        report(this::applyExit);
    }

    private void applyExit() {
        if (exit.isPresent() && !exitApplied) {
            reports.exited(which, exit.get(), leftovers);
            exitApplied = true;
        }
    }

    /** Applies the exit and the end of the tree if a failed step has lost them. On the loop. */
    void applyAgain() {
        applyExit();
        if (gone) {
            applyGone();
        }
    }

    private void applyGone() {
        applyExit();
        if (!goneApplied) {
            reports.treeGone(which);
            goneApplied = true;
        }
    }

    @Override
    public void produced(boolean exists) {
        report(() -> which.produced(exists));
    }

    @Override
    public void remembered(Exit success) {
        report(() -> state.runs().remembered(success));
    }

    @Override
    public void asks(String line) {
        report(() -> reports.asks(which, line));
    }

    @Override
    public void reports(String status) {
        report(() -> reports.reportsStatus(which, status));
    }

    @Override
    public void portTaken(ProcessRunner.TakenPort taken) {
        report(() -> which.portTaken(taken));
    }

    @Override
    public void gone() {
        gone = true;
        report(this::applyGone);
    }

    @Override
    public void ended(Exit how) {
        exit = Optional.of(how);
        gone = true;
        report(this::applyGone);
    }

    @Override
    public void killing(List<String> left) {
        report(() -> reports.killing(which, left));
    }

    @Override
    public void notKilled(List<String> survivors) {
        report(() -> reports.notKilled(which, survivors));
    }

    /** Reports that come before the loop has taken the last one share its step: the exit and the end of the tree usually do. */
    private void report(Runnable effect) {
        report(new Report(effect, false));
    }

    private void report(Report report) {
        waiting.add(report);
        if (!isPosted.getAndSet(true)) {
            post();
        }
    }

    private void post() {
        try {
            context.post(this::applyWaiting);
        } catch (RuntimeException | Error e) {
            isPosted.set(false);
            context.repair().afterNextStep();
            throw e;
        }
    }

    private void applyWaiting() {
        isPosted.set(false);
        try {
            boolean goesOn = true;
            for (Report report = waiting.poll(); report != null; report = goesOn ? waiting.poll() : null) {
                if (state.incarnation().filter(current -> current.includes(which)).isPresent()) {
                    report.effect.run();
                }
                goesOn = !report.endsStep;
            }
        } finally {
            // The step is over, or a report has thrown: the others get a step of their own.
            if (!waiting.isEmpty() && !isPosted.getAndSet(true)) {
                post();
            }
        }
    }
}
