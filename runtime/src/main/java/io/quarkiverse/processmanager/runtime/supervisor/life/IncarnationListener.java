package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    IncarnationListener(SupervisorContext context, ProcessState state, ProcessReports reports, Incarnation which) {
        this.context = context;
        this.state = state;
        this.reports = reports;
        this.which = which;
    }

    @Override
    public void started(long pid) {
        report(() -> reports.started(which, pid, Optional.empty()));
    }

    @Override
    public void adopted(long pid, Instant since) {
        report(() -> reports.started(which, pid, Optional.of(since)));
    }

    @Override
    public void exited(Exit exit, int leftovers) {
        report(() -> reports.exited(which, exit, leftovers));
    }

    @Override
    public void produced(boolean exists) {
        report(() -> which.produced(exists));
    }

    @Override
    public void asks(String line) {
        report(() -> reports.asks(which, line));
    }

    @Override
    public void portTaken(ProcessRunner.TakenPort taken) {
        report(() -> which.portTaken(taken));
    }

    @Override
    public void gone() {
        report(() -> reports.treeGone(which));
    }

    @Override
    public void killing(List<String> left) {
        report(() -> reports.killing(which, left));
    }

    @Override
    public void notKilled(List<String> survivors) {
        report(() -> reports.notKilled(which, survivors));
    }

    private void report(Runnable report) {
        context.post(() -> {
            if (state.incarnation().filter(current -> current.includes(which)).isPresent()) {
                report.run();
            }
        });
    }
}
