package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.rules.LimitTally;
import io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices;
import io.quarkiverse.processmanager.runtime.time.Moment;

/**
 * One incarnation of a process, from the request for its start until nothing of its tree is alive. It holds values and decides
 * nothing. Confined to the loop.
 */
public final class Incarnation {

    final long number;
    private final Moment requestedAt;
    private RunningProcess process;
    private Map<String, Map<String, String>> references = Map.of();
    private Runnable lostReports = () -> {
    };
    private OptionalLong pid = OptionalLong.empty();
    private Moment startedAt;
    /** The start of an adopted process, which precedes the request. */
    private Optional<Instant> adoptedStart = Optional.empty();
    private Optional<Moment> upSince = Optional.empty();
    private Optional<Moment> upUntil = Optional.empty();
    /** The last success of the liveness check. */
    private Optional<Moment> alive = Optional.empty();
    private Optional<Prober> prober = Optional.empty();
    private Optional<Prober> liveness = Optional.empty();
    private Optional<Exit> exit = Optional.empty();
    private Optional<Boolean> productExists = Optional.empty();
    private Optional<ProcessMetrics> metrics = Optional.empty();
    private LimitTally limits = LimitTally.NONE;
    private final Ending ending = new Ending();
    /** The incarnation before it, while left-over processes of that one are kept alive. */
    private Optional<Incarnation> before;
    private Optional<String> question = Optional.empty();
    private Optional<ProcessRunner.TakenPort> takenPort = Optional.empty();
    private boolean kept;
    private boolean gone;
    private boolean elsewhere;

    Incarnation(long number, Moment requestedAt, Optional<Incarnation> before) {
        this.number = number;
        this.requestedAt = requestedAt;
        this.startedAt = requestedAt;
        this.before = before;
    }

    /** Set right after the construction: {@code apply} applies the reports that a failed step has lost. */
    void lostReports(Runnable apply) {
        lostReports = apply;
    }

    /** Applies the exit and the end of the tree, here and in earlier incarnations, if a failed step has lost them. */
    void applyReportsAgain() {
        before.ifPresent(Incarnation::applyReportsAgain);
        lostReports.run();
    }

    /** Set right after the construction: the runner needs the listener of the incarnation before it returns a process. */
    public void process(RunningProcess running) {
        process = running;
    }

    /** The variables of its dependencies that it is started with. */
    public void references(Map<String, Map<String, String>> known) {
        references = known;
    }

    public Map<String, Map<String, String>> references() {
        return references;
    }

    public RunningProcess process() {
        return process;
    }

    /** Requests the stop of the tree, and of the left-over processes of earlier incarnations. */
    void terminate(Moment now, Duration grace) {
        kept = false;
        upUntil = upUntil.or(() -> Optional.of(now));
        ending.begins(now);
        process.terminate(grace);
        before.ifPresent(last -> last.terminate(now, grace));
    }

    /** Shortens the grace period of a requested stop: the rest of the tree then receives the stop signal earlier. */
    void shortenGrace(Duration left) {
        process.terminate(left);
        before.ifPresent(last -> last.shortenGrace(left));
    }

    /** Why and how it ends. */
    public Ending ending() {
        return ending;
    }

    void kill() {
        process.kill();
        before.ifPresent(Incarnation::kill);
    }

    void stopPolicy(StopPolicy policy) {
        process.stopPolicy(policy);
        before.ifPresent(last -> last.stopPolicy(policy));
    }

    /** The root process has exited, and the left-over processes are kept alive. */
    void keep() {
        kept = true;
    }

    boolean isKept() {
        return kept;
    }

    /** No process of its own tree is alive. */
    void gone() {
        gone = true;
    }

    /** Whether nothing of it, and nothing of the incarnations before it, is alive. */
    boolean isOver() {
        before = before.filter(last -> !last.isOver());
        return gone && before.isEmpty();
    }

    /** Whether {@code other} is this incarnation, or an earlier one with processes that are still alive. */
    boolean includes(Incarnation other) {
        return other == this || before.filter(last -> last.includes(other)).isPresent();
    }

    /** {@code adopted} is the start time of a process of an earlier run. */
    void started(long pid, Moment now, Optional<Instant> adopted) {
        this.pid = OptionalLong.of(pid);
        this.startedAt = now;
        this.adoptedStart = adopted;
    }

    /** The process runs elsewhere, and is watched from now on. */
    void elsewhere(Moment now) {
        elsewhere = true;
        startedAt = now;
    }

    void exited(Exit exit, Moment now) {
        this.exit = Optional.of(exit);
        upUntil = upUntil.or(() -> Optional.of(now));
        this.pid = OptionalLong.empty();
        elsewhere = false;
        pauseProbes();
    }

    /** Its output reports that its port is in use. */
    void portTaken(ProcessRunner.TakenPort report) {
        takenPort = Optional.of(report);
    }

    /** The port that it could not listen on, as its output reports. */
    Optional<ProcessRunner.TakenPort> takenPort() {
        return takenPort;
    }

    /** Whether the path that the task creates exists after its exit. */
    void produced(boolean exists) {
        productExists = Optional.of(exists);
    }

    /** Whether the path that the task creates exists; absent before the exit, and for a process that declares none. */
    Optional<Boolean> productExists() {
        return productExists;
    }

    void up(Moment now) {
        upSince = Optional.of(now);
    }

    /** The liveness check has succeeded. */
    void alive(Moment now) {
        alive = Optional.of(now);
    }

    /** The liveness check has failed for good. The time since its last success was no time of work. */
    void notAlive() {
        upUntil = upUntil.or(() -> alive).or(() -> upSince);
    }

    /** Notes that the program may wait for an answer, as a sentence. */
    void asks(String sentence) {
        question = Optional.of(sentence);
    }

    Optional<String> question() {
        return question;
    }

    void measured(ProcessMetrics measured) {
        metrics = Optional.of(measured);
    }

    /** The last measurement. */
    Optional<ProcessMetrics> metrics() {
        return metrics;
    }

    /** The measurements so far, compared with the usage limits. */
    LimitTally limits() {
        return limits;
    }

    void limits(LimitTally tally) {
        limits = tally;
    }

    void probe(Optional<Prober> health) {
        prober.ifPresent(Prober::pause);
        prober = health;
    }

    void probeLiveness(Optional<Prober> alive) {
        liveness.ifPresent(Prober::pause);
        liveness = alive;
    }

    void pauseProbes() {
        prober.ifPresent(Prober::pause);
        liveness.ifPresent(Prober::pause);
    }

    void resumeLiveness(Optional<ApplicationServices> application) {
        if (pid.isPresent()) {
            liveness.ifPresent(checks -> application.ifPresent(checks::resume));
        }
    }

    void resumeProbes(Optional<ApplicationServices> application) {
        if (pid.isPresent() || elsewhere) {
            prober.ifPresent(checks -> application.ifPresent(checks::resume));
        }
    }

    public Optional<Prober> prober() {
        return prober;
    }

    Optional<Prober> livenessProber() {
        return liveness;
    }

    /** The result of the liveness checks. */
    Health liveness() {
        return liveness.map(Prober::health).orElse(Health.UNCHECKED);
    }

    Health health() {
        return prober.map(Prober::health).orElse(Health.UNCHECKED);
    }

    public OptionalLong pid() {
        return pid;
    }

    Instant startedAt() {
        return adoptedStart.orElse(startedAt.time());
    }

    /** The time since the start, or since the request that led to the adoption. */
    Duration age(Moment now) {
        return now.since(adoptedStart.isPresent() ? requestedAt : startedAt);
    }

    /** The time from RUNNING until its exit, the request to stop it, or the last success of a liveness check that has failed. */
    Duration upFor(Moment now) {
        return upSince.map(upUntil.orElse(now)::since).orElse(Duration.ZERO);
    }

    Optional<Exit> exit() {
        return exit;
    }

    /** Whether the root has exited, also if its exit has not been reported yet. */
    boolean hasExited() {
        return exit.isPresent() || process.hasExited();
    }
}
