package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.util.Optional;

import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.rules.plan.PortClaims;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;

/** The health checks of one process, one {@link Prober} for each incarnation. Confined to the loop. */
final class HealthChecks {

    private final SupervisorContext context;
    private final ProcessState state;
    private final ProcessReports reports;

    HealthChecks(SupervisorContext context, ProcessState state, ProcessReports reports) {
        this.context = context;
        this.state = state;
        this.reports = reports;
    }

    /** Starts to check an incarnation as the present definition says. */
    void begin(Incarnation current) {
        current.probe(state.definition().healthCheck().map(check -> prober(current, check)));
        resume(current);
    }

    private Prober prober(Incarnation current, ProcessCheck check) {
        return new Prober(context.repairing(), context.checkPace(),
                new Prober.Subject(state.id(), current.process(), check, PortClaims.of(state.definition())),
                (before, result, took) -> context.step(() -> reports.probeResult(current, before, masked(result), took)));
    }

    /** The result without the secrets of the process, which the output of a check can contain. */
    private ProbeResult masked(ProbeResult result) {
        return new ProbeResult(result.success(),
                state.secrets().mask(result.detail()));
    }

    /** What the running check waits for; empty while none runs. */
    Optional<String> awaited() {
        return state.incarnation().flatMap(Incarnation::prober).flatMap(Prober::awaited)
                .map(state.secrets()::mask);
    }

    /** Checks the incarnation unless its tree is ending. */
    void resume(Incarnation current) {
        if (state.isUp()) {
            current.resumeProbes(context.application());
        }
    }
}
