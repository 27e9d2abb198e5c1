package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.rules.ProbeTally;
import io.quarkiverse.processmanager.runtime.rules.plan.PortClaims;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;

/** The health check and the liveness check of one process, a {@link Prober} each for each incarnation. Confined to the loop. */
final class HealthChecks {

    private final SupervisorContext context;
    private final ProcessState state;
    private final ProcessReports reports;
    /** Most checks repeat the result before, and the search for secrets is a large part of what a check costs here. */
    private Optional<Masked> last = Optional.empty();

    /** The result that was masked last, and the secrets that it was masked with. */
    private record Masked(Secrets secrets, ProbeResult given, ProbeResult masked) {
    }

    HealthChecks(SupervisorContext context, ProcessState state, ProcessReports reports) {
        this.context = context;
        this.state = state;
        this.reports = reports;
    }

    /** Starts to check an incarnation as the present definition says. A check that is the same goes on. */
    void begin(Incarnation current) {
        Optional<ProcessCheck> health = state.definition().healthCheck();
        if (!current.prober().map(Prober::check).equals(health)) {
            current.probe(health.map(check -> health(current, check)));
        }
        Optional<ProcessCheck> liveness = state.definition().liveness();
        if (!current.livenessProber().map(Prober::check).equals(liveness)) {
            current.probeLiveness(liveness.map(check -> liveness(current, check)));
        }
        resume(current);
    }

    private Prober health(Incarnation current, ProcessCheck check) {
        return new Prober(context.repair().guardedLoop(), context.checkPace(),
                new Prober.Subject(state.id(), ProbeTally.Purpose.HEALTH, current.process(), check,
                        PortClaims.of(state.definition())),
                (before, result, took) -> context.step(() -> reports.probeResult(current, before, masked(result), took)));
    }

    /** Whose answer counts is clear when the process is ready. */
    private Prober liveness(Incarnation current, ProcessCheck check) {
        return new Prober(context.repair().guardedLoop(), context.checkPace(),
                new Prober.Subject(state.id(), ProbeTally.Purpose.LIVENESS, current.process(), check, List.of()),
                (before, result, took) -> context.step(() -> reports.livenessResult(current, before, masked(result), took)));
    }

    /** The result without the secrets of the process, which the output of a check can contain. */
    private ProbeResult masked(ProbeResult result) {
        Secrets secrets = state.secrets();
        if (last.isEmpty() || last.get().secrets() != secrets || !last.get().given().equals(result)) {
            last = Optional.of(new Masked(secrets, result, new ProbeResult(result.success(), secrets.mask(result.detail()))));
        }
        return last.get().masked();
    }

    /** What the running check waits for; empty while none runs. */
    Optional<String> awaited() {
        return state.incarnation().flatMap(Incarnation::prober).flatMap(Prober::awaited)
                .map(state.secrets()::mask);
    }

    /** Checks the incarnation unless its tree is ending. The liveness check begins when the process is ready. */
    void resume(Incarnation current) {
        if (state.isUp()) {
            current.resumeProbes(context.application());
        }
        if (state.phase() == ProcessPhase.RUNNING) {
            current.resumeLiveness(context.application());
        }
    }

    /** The process is ready: the liveness check begins. */
    void ready() {
        state.incarnation().ifPresent(current -> current.resumeLiveness(context.application()));
    }
}
