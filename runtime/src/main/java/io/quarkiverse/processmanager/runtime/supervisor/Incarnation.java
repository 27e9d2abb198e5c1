package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.rules.TerminationCause;
import io.quarkiverse.processmanager.runtime.rules.LimitTally;

/** One incarnation of a process, from the request for it until nothing of its tree is alive. Confined to the loop. */
final class Incarnation {

    final long incarnation;
    private final Instant requestedAt;
    private Reports reports;
    private RunningProcess process;
    private OptionalLong pid = OptionalLong.empty();
    private Instant startedAt;
    private Optional<Instant> upSince = Optional.empty();
    private Optional<Instant> upUntil = Optional.empty();
    private Optional<Prober> prober = Optional.empty();
    private Optional<Exit> exit = Optional.empty();
    private Optional<ProcessMetrics> metrics = Optional.empty();
    private LimitTally limits = LimitTally.NONE;
    private TerminationCause ending = TerminationCause.OWN;
    private String cause = "";
    private List<String> survivors = List.of();
    /** The run before it, as long as something is alive that was kept of that one. */
    private Optional<Incarnation> before;
    private boolean kept;
    private boolean gone;

    Incarnation(long incarnation, Instant requestedAt, Optional<Incarnation> before) {
        this.incarnation = incarnation;
        this.requestedAt = requestedAt;
        this.startedAt = requestedAt;
        this.before = before;
    }

    /** Binds it to its process; the runner hears of the run before it returns one. */
    void of(Reports reports, RunningProcess process) {
        this.reports = reports;
        this.process = process;
    }

    Reports reports() {
        return reports;
    }

    /** Asks all of it to end, and what is left of the runs before it. */
    void terminate(Instant now) {
        kept = false;
        upUntil = upUntil.or(() -> Optional.of(now));
        process.terminate();
        before.ifPresent(last -> last.terminate(now));
    }

    void kill() {
        process.kill();
        before.ifPresent(Incarnation::kill);
    }

    void stopPolicy(StopPolicy policy) {
        process.stopPolicy(policy);
        before.ifPresent(last -> last.stopPolicy(policy));
    }

    /** Its root has ended, and the rest of it may run on. */
    void keep() {
        kept = true;
    }

    boolean isKept() {
        return kept;
    }

    /** Nothing of its own tree is alive. */
    void gone() {
        gone = true;
    }

    /** Whether nothing is alive of it, nor of the runs before it. */
    boolean isOver() {
        before = before.filter(last -> !last.isOver());
        return gone && before.isEmpty();
    }

    /** Whether that is this run or one before it of which something was kept. */
    boolean includes(Incarnation other) {
        return other == this || before.filter(last -> last.includes(other)).isPresent();
    }

    RunningProcess process() {
        return process;
    }

    void started(long pid, Instant now) {
        this.pid = OptionalLong.of(pid);
        this.startedAt = now;
    }

    void exited(Exit exit) {
        this.exit = Optional.of(exit);
        upUntil = upUntil.or(() -> Optional.of(exit.time()));
        this.pid = OptionalLong.empty();
        pauseProbes();
    }

    void up(Instant now) {
        upSince = Optional.of(now);
    }

    /** Notes why it is ending. The last word counts; {@code cause} is empty unless the process is at fault. */
    void ending(TerminationCause ending, String cause) {
        this.ending = ending;
        this.cause = cause;
    }

    void measured(ProcessMetrics measured) {
        metrics = Optional.of(measured);
    }

    /** The last measurement. */
    Optional<ProcessMetrics> metrics() {
        return metrics;
    }

    /** What the measurements against its limits add up to. */
    LimitTally limits() {
        return limits;
    }

    void limits(LimitTally tally) {
        limits = tally;
    }

    void survivors(List<String> survivors) {
        this.survivors = survivors;
    }

    void probe(Optional<Prober> prober) {
        pauseProbes();
        this.prober = prober;
    }

    void pauseProbes() {
        prober.ifPresent(Prober::pause);
    }

    void resumeProbes(Optional<ApplicationSide> application) {
        if (pid.isPresent()) {
            prober.ifPresent(checks -> application.ifPresent(checks::resume));
        }
    }

    Optional<Prober> prober() {
        return prober;
    }

    Health health() {
        return prober.map(Prober::health).orElse(Health.UNCHECKED);
    }

    OptionalLong pid() {
        return pid;
    }

    Instant startedAt() {
        return startedAt;
    }

    Duration age(Instant now) {
        // One that was adopted has been started before it was asked for.
        return Duration.between(startedAt.isBefore(requestedAt) ? requestedAt : startedAt, now);
    }

    /** How long it has counted as running; no longer once it has ended or was asked to. */
    Duration upFor(Instant now) {
        return upSince.map(since -> Duration.between(since, upUntil.orElse(now))).orElse(Duration.ZERO);
    }

    Optional<Exit> exit() {
        return exit;
    }

    TerminationCause ending() {
        return ending;
    }

    String cause() {
        return cause;
    }

    List<String> survivors() {
        return survivors;
    }
}
