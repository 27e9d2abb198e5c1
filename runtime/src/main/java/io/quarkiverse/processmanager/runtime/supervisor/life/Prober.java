package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkiverse.processmanager.probe.ProbeSchedule.Eager;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.listen.PortClaim;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.rules.ProbeTally;
import io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices;
import io.quarkiverse.processmanager.runtime.supervisor.application.CheckRequest;
import io.quarkiverse.processmanager.runtime.supervisor.application.CheckedPorts;
import io.quarkiverse.processmanager.runtime.supervisor.loop.CheckPace;
import io.quarkiverse.processmanager.runtime.supervisor.loop.Loop;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkiverse.processmanager.runtime.time.Moment;

/**
 * Probes one incarnation of a process again and again for one purpose, never twice at once. It pauses while there is no application
 * to run the probes. Confined to the loop.
 */
final class Prober {

    /** A probe reports its timeout itself. A check without a result so long after its timeout has failed, too. */
    private static final Duration LATE = Duration.ofMillis(500);
    /** How often the same failure is reported before the first success. The checks follow each other much faster. */
    private static final Duration SAME_FAILURE = Duration.ofMillis(250);
    /** The shortest pause while the port does not listen. A redirection in the kernel can answer for it. */
    private static final Duration SILENT = Duration.ofMillis(25);
    /** The longest pause while the port does not listen. When the port begins to listen, the next check does not wait. */
    private static final Duration LONGEST_SILENT = Duration.ofSeconds(1);

    private final Loop loop;
    private final CheckPace pace;
    private final Subject subject;
    private final ProcessCheck check;
    private final Listener listener;
    private final PortHint hint;
    private final ListenSignal signal;

    private ProbeTally tally;
    private Loop.Timer timer = Loop.Timer.NONE;
    private Optional<CompletionStage<?>> running = Optional.empty();
    /** The number of the current check; the result of any other check is stale. */
    private long wanted;
    private Moment askedAt;
    /** The time of the first check since the checks were resumed. */
    private Optional<Moment> begunAt = Optional.empty();
    /** Whether the port has begun to listen during the current check. */
    private boolean due;
    /** Whether this process counts for the pace. */
    private boolean starting;
    private Optional<Reported> reported = Optional.empty();
    private CheckedPorts ports;

    /** The result that the listener received last. */
    private record Reported(ProbeResult result, Moment time) {
    }

    /**
     * Receives the results, with the health before each and the time until it came. Before the first success it receives a
     * failure that repeats the one before every 250 ms at most.
     */
    interface Listener {
        void counted(Health before, ProbeResult result, Duration took);
    }

    /**
     * What is checked.
     *
     * @param processId the id of the process
     * @param purpose what the results are for
     * @param process the incarnation
     * @param check the check
     * @param ports the ports on which no other process may listen
     */
    record Subject(String processId, ProbeTally.Purpose purpose, RunningProcess process, ProcessCheck check,
            List<PortClaim> ports) {
    }

    Prober(Loop loop, CheckPace pace, Subject subject, Listener listener) {
        this.loop = loop;
        this.pace = pace;
        this.subject = subject;
        this.check = subject.check();
        this.listener = listener;
        this.tally = ProbeTally.none(subject.purpose());
        this.askedAt = loop.now();
        this.ports = ports();
        this.hint = new PortHint(loop, subject.process(), subject.ports());
        this.signal = new ListenSignal(loop, subject.process(), check.probe(), this::ports);
    }

    private CheckedPorts ports() {
        return new CheckedPorts(subject.process(), subject.ports());
    }

    ProcessCheck check() {
        return check;
    }

    Health health() {
        return tally.health();
    }

    /** What the running check waits for; empty while none runs. */
    Optional<String> awaited() {
        return running.map(stage -> check.probe().late());
    }

    /** Continues the schedule; probes run in the given application. */
    void resume(ApplicationServices application) {
        pause();
        begunAt = Optional.empty();
        next(application);
    }

    private void next(ApplicationServices application) {
        starting(tally.isOpen());
        Duration elapsed = begunAt.map(loop.now()::since).orElse(Duration.ZERO);
        Duration delay = tally.pause(check.schedule(), elapsed);
        timer = loop.after(starting && begunAt.isPresent() ? startPause(delay, elapsed) : delay, () -> probe(application));
        due = false;
    }

    private Duration startPause(Duration wanted, Duration elapsed) {
        if (due) {
            return Duration.ZERO;
        }
        return pace.pause(signal.isAwaited() ? silentPause(check.schedule().eager(), elapsed) : wanted);
    }

    /** The port does not listen, so a check finds out nothing: the pauses grow further. */
    private static Duration silentPause(Eager eager, Duration elapsed) {
        boolean longer = eager.longest().compareTo(LONGEST_SILENT) < 0;
        Duration pause = (longer ? new Eager(eager.first(), eager.steady(), eager.growth(), LONGEST_SILENT) : eager)
                .pause(elapsed);
        return pause.compareTo(SILENT) < 0 ? SILENT : pause;
    }

    private void listens(CheckedPorts checked, ApplicationServices application) {
        if (running.isPresent()) {
            due = true;
        } else {
            timer.cancel();
            probe(checked, application);
        }
    }

    private void starting(boolean now) {
        if (now && !starting) {
            pace.begin();
        } else if (!now && starting) {
            pace.end();
            signal.cancel();
        }
        starting = now;
    }

    /** Cancels the running check and starts no other one; the tally is kept. */
    void pause() {
        starting(false);
        cancel();
    }

    private void cancel() {
        timer.cancel();
        wanted++;
        running.ifPresent(stage -> stage.toCompletableFuture().cancel(false));
        running = Optional.empty();
    }

    private void probe(ApplicationServices application) {
        // Later checks do not determine the holders of the ports again.
        probe(tally.isOpen() ? ports() : ports, application);
    }

    private void probe(CheckedPorts checked, ApplicationServices application) {
        ports = checked;
        long number = ++wanted;
        askedAt = loop.now();
        begunAt = begunAt.or(() -> Optional.of(askedAt));
        ProbeSchedule schedule = check.schedule();
        timer = loop.after(Durations.sum(schedule.timeout(), LATE), () -> {
            cancel();
            count(ProbeResult.late(check.probe(), schedule.timeout()), application);
        });
        contain(number, application, () -> begin(number, application));
    }

    private void contain(long number, ApplicationServices application, Runnable part) {
        try {
            part.run();
        } catch (RuntimeException | Error e) {
            loop.post(() -> answer(number, null, e, application));
        }
    }

    private void begin(long number, ApplicationServices application) {
        Optional<TcpProbe> provable = Optional.empty();
        if (tally.isOpen()) {
            signal.await(checked -> listens(checked, application));
            provable = signal.provable();
        }
        if (provable.isEmpty()) {
            await(number, application, check(application));
            return;
        }
        TcpProbe probe = provable.get();
        CompletionStage<Boolean> listens = ports.listensOn(probe.port());
        running = Optional.of(listens);
        listens.whenComplete((own, error) -> loop.post(() -> {
            if (number == wanted) {
                contain(number, application, () -> await(number, application, error == null && own
                        ? CompletableFuture.completedFuture(probe.accepted())
                        : check(application)));
            }
        }));
    }

    private CompletionStage<ProbeResult> check(ApplicationServices application) {
        return application
                .check(new CheckRequest(subject.processId(), subject.purpose(), subject.process(), check, ports));
    }

    private void await(long number, ApplicationServices application, CompletionStage<ProbeResult> stage) {
        running = Optional.of(stage);
        own(stage).whenComplete((result, error) -> loop.post(() -> answer(number, result, error, application)));
    }

    /** Until the first success, an answer of another process is a failure. */
    private CompletionStage<ProbeResult> own(CompletionStage<ProbeResult> stage) {
        if (!tally.isOpen() || subject.ports().isEmpty()) {
            return stage;
        }
        CheckedPorts checked = ports;
        return stage.thenCompose(result -> !result.success() ? CompletableFuture.completedFuture(result)
                : checked.holders().thenApply(holders -> holders.conflict().map(ProbeResult::failure).orElse(result)));
    }

    private void answer(long number, ProbeResult result, Throwable error, ApplicationServices application) {
        if (number != wanted) {
            return;
        }
        timer.cancel();
        running = Optional.empty();
        count(result != null ? result : ProbeResult.failure("the check itself failed: " + error), application);
    }

    private void count(ProbeResult answer, ApplicationServices application) {
        if (!answer.success() && hasStoodStill()) {
            next(application);
            return;
        }
        Health before = tally.health();
        ProbeResult result = tally.isOpen() ? hint.explain(answer) : answer;
        tally = tally.with(result, check.schedule());
        long counted = wanted;
        try {
            if (!isRepetition(result)) {
                reported = Optional.of(new Reported(result, loop.now()));
                listener.counted(before, result, loop.now().since(askedAt));
            }
        } finally {
            // The listener may have ended this incarnation, and with it this prober.
            if (counted == wanted) {
                next(application);
            }
        }
    }

    /** Whether the result is so late that the JVM must have stood still: such a result proves nothing about the process. */
    private boolean hasStoodStill() {
        Duration latest = Durations.sum(check.schedule().timeout(), Durations.sum(LATE, Loop.STANDSTILL));
        return loop.now().since(askedAt).compareTo(latest) > 0;
    }

    private boolean isRepetition(ProbeResult result) {
        return tally.isOpen() && !result.success() && reported.filter(last -> last.result().equals(result)
                && loop.now().since(last.time()).compareTo(SAME_FAILURE) < 0).isPresent();
    }
}
