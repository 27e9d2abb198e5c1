package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.definition.ShellScript;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.rules.Lifecycle;
import io.quarkiverse.processmanager.runtime.rules.PortClaims;
import io.quarkiverse.processmanager.runtime.rules.StartupClock;
import io.quarkiverse.processmanager.runtime.rules.TerminationCause;
import io.quarkiverse.processmanager.runtime.rules.Trigger;
import io.quarkiverse.processmanager.runtime.rules.Verdict;
import io.quarkiverse.processmanager.runtime.supervisor.loop.Loop;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;

/**
 * One process: looks up in the {@link Lifecycle} which phase a trigger leads to, and acts on entering a phase, nowhere else.
 * The commands and {@link ReportDecisions} say which trigger comes. Confined to the loop.
 */
public final class SupervisedProcess {

    /** The time limit for the kill of a tree; the runner usually reports survivors much earlier. */
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);
    private static final String PAUSED = "; the checks pause until an application runs";

    private final SupervisorContext context;
    private final ProcessState state;
    private final ProcessReports reports;
    private final Waiters waiters = new Waiters();
    private final Trace trace = new Trace();
    private Loop.Timer timer = Loop.Timer.NONE;
    private StartupClock startup = StartupClock.of(Duration.ZERO);
    private List<String> waitingFor = List.of();

    /** {@code reports} makes the receiver of everything that happens to this process. */
    public SupervisedProcess(SupervisorContext context, ProcessDefinition definition,
            Function<SupervisedProcess, ProcessReports> reports) {
        this.context = context;
        this.state = new ProcessState(definition, context.now(),
                count -> context.runner().logs(definition.id(), count));
        this.reports = reports.apply(this);
    }

    public ProcessState state() {
        return state;
    }

    public String id() {
        return state.id();
    }

    /** A measurement has arrived. One of another incarnation than the current one is dropped. */
    public void measured(ProcessRunner.Measurement measurement) {
        state.incarnation().filter(current -> current.number == measurement.incarnation())
                .ifPresent(current -> reports.measured(current, measurement.metrics()));
    }

    /** The callers that wait for this process. */
    public Waiters waiters() {
        return waiters;
    }

    /** Completes the result when the process reaches its goal. */
    public void await(PendingResult<ProcessStatus> command) {
        waiters.add(command);
        context.touch(id());
    }

    public void await(AwaitedCondition condition) {
        waiters.add(condition);
        context.touch(id());
    }

    public Trace trace() {
        return trace;
    }

    // Phases

    /** Moves to the phase that the trigger leads to, if that is another one. {@code why} is the sentence for the status. */
    public void fire(Trigger trigger, String why) {
        ProcessPhase phase = state.phase();
        ProcessPhase next = Lifecycle.next(phase, trigger).orElseThrow(() -> trace.illegal(id(), phase, trigger));
        trace.add(phase, trigger, next);
        if (next != phase) {
            enter(next, why);
        }
    }

    private void enter(ProcessPhase next, String why) {
        timer.cancel();
        timer = Loop.Timer.NONE;
        Instant now = context.now();
        state.enter(next, now);
        waitingFor = List.of();
        describe(why);
        switch (next) {
            case STOPPED -> context.publish(new ProcessEvent.Stopped(id(), state.starts(), now, state.lastExit()));
            case WAITING -> {
                state.failure(Optional.empty());
                state.definition().start().waitTimeout().ifPresent(timeout -> arm(timeout, reports::waitTimedOut));
            }
            case STARTING -> launch();
            case RUNNING -> {
                if (!ProcessSettings.isTask(state.definition())) {
                    Incarnation current = state.incarnation().orElseThrow();
                    current.up(now);
                    context.publish(
                            new ProcessEvent.Running(id(), current.number, now, current.age(now), current.health()));
                }
            }
            case BACKOFF -> arm(state.budget().lastDelay(), reports::backoffElapsed);
            case STOPPING -> terminate(why);
            case KILLING -> {
                state.incarnation().orElseThrow().kill();
                arm(KILL_TIMEOUT, reports::killTimedOut);
            }
            case COMPLETED -> context.publish(
                    new ProcessEvent.Completed(id(), state.starts(), now, state.lastExit().orElseThrow(),
                            state.verdict().flatMap(Verdict::warning)));
            case FAILED -> {
                Failure failure = state.failure().orElseThrow();
                context.publish(new ProcessEvent.GaveUp(id(), state.starts(), now, failure.reason(), why, state.lastLines()));
                failure.start().ifPresent(this::awaitRepair);
            }
        }
    }

    private void launch() {
        Incarnation fresh = state.nextIncarnation();
        fresh.references(state.definition().command().references());
        List<String> preStart = state.definition().start().preStart();
        describe(preStart.isEmpty() ? "being started" : "its pre-start " + ShellScript.describe(preStart) + " is running");
        context.publish(new ProcessEvent.Starting(id(), fresh.number, state.since()));
        fresh.process(start(fresh));
        probe(fresh);
        armStart();
        reports.startRequested(fresh);
    }

    private RunningProcess start(Incarnation fresh) {
        IncarnationListener listener = new IncarnationListener(context, state, reports, fresh);
        try {
            return context.runner().start(StartRequest.of(state, fresh.number), listener);
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            return FailedStart.report(id(), e, listener, context.now());
        }
    }

    /** The wait takes the place of the timer of the phase. */
    private void awaitRepair(RunningProcess failed) {
        CompletableFuture<Void> startable = failed.startable().toCompletableFuture();
        Loop.Timer wait = () -> startable.cancel(false);
        timer = wait;
        startable.thenRun(() -> context.post(() -> {
            if (timer == wait) {
                reports.startable();
            }
        }));
    }

    private void terminate(String why) {
        Incarnation current = state.incarnation().orElseThrow();
        current.pauseProbes();
        context.publish(new ProcessEvent.Stopping(id(), current.number, state.since(), why));
        Duration grace = current.grace(state.definition().stop());
        current.terminate(state.since(), grace);
        arm(grace, reports::gracePeriodExpired);
    }

    /**
     * Limits the grace period of the current incarnation. A process that has had this time since its stop signal is killed at
     * once.
     */
    public void limitGrace(Duration limit) {
        state.incarnation().ifPresent(current -> {
            current.limitGrace(limit);
            if (state.phase() == ProcessPhase.STOPPING) {
                Instant end = state.since().plus(current.grace(state.definition().stop()));
                if (end.isAfter(context.now())) {
                    Duration left = Duration.between(context.now(), end);
                    current.shortenGrace(left);
                    arm(left, reports::gracePeriodExpired);
                } else {
                    reports.gracePeriodExpired();
                }
            }
        });
    }

    /**
     * Limits the start by {@code startup-window} for a process without a health check, else by {@code startup-timeout}. Until
     * the operating system has started the process the longer limit holds for both.
     */
    void armStart() {
        boolean window = state.definition().healthCheck().isEmpty() && state.pid().isPresent();
        startup = StartupClock.of(window ? state.definition().start().window() : state.definition().start().timeout());
        runStartupClock();
    }

    private void runStartupClock() {
        if (state.definition().healthCheck().isEmpty() || context.application().isPresent()) {
            startup = startup.run(context.now());
            arm(startup.left(), reports::startTimedOut);
            if (state.why().contains(PAUSED)) {
                describe(state.why().replace(PAUSED, ""));
            }
        } else {
            disarm();
        }
    }

    private void arm(Duration delay, Runnable report) {
        timer.cancel();
        timer = context.loop().after(delay, () -> context.step(report));
        state.until(Optional.of(context.now().plus(delay)));
        changed();
    }

    private void disarm() {
        timer.cancel();
        state.until(Optional.empty());
    }

    // What commands and reports do within a phase

    /** Sets the goal. A new goal supersedes the pending commands that have the other one. */
    public void aim(Goal wanted) {
        if (state.goal() != wanted) {
            state.goal(wanted);
            waiters.superseded(wanted);
            context.touch(id());
        }
    }

    /** Ends what is alive of the process. {@code detail} says what went wrong, and is empty for a request. */
    public void end(TerminationCause cause, String detail, String why) {
        state.incarnation().ifPresent(current -> current.ending(cause, detail));
        fire(state.hasLeftovers() ? Trigger.SWEEP : Trigger.STOP, why);
    }

    /** Puts the sentence into the status. */
    public void describe(String why) {
        describe(why, ProcessState.Topic.PHASE);
    }

    public void describe(String why, ProcessState.Topic topic) {
        state.why(why, topic);
        changed();
    }

    /** Publishes the status of this process if it is another one, and re-evaluates at the end of the step what waits for it. */
    public void changed() {
        context.changed(state.status());
    }

    /** Says what the process waits for, with an event if that is news. */
    public void waitFor(List<String> others) {
        if (!others.equals(waitingFor)) {
            waitingFor = others;
            describe("waiting for " + String.join(", ", others));
            context.publish(new ProcessEvent.Waiting(id(), state.starts(), context.now(), others));
        }
    }

    /** Takes another definition. Its stop and log policies apply to the running process at once. */
    public void redefine(ProcessDefinition changed) {
        state.definition(changed);
        state.incarnation().ifPresent(current -> current.stopPolicy(changed.stop()));
        context.runner().logPolicy(id(), changed.log());
        context.redefined(state.status());
    }

    /** Starts to probe with the health check of a new definition. */
    public void probeAnew() {
        state.incarnation().ifPresent(this::probe);
        if (state.phase() == ProcessPhase.STARTING) {
            armStart();
        }
        changed();
    }

    private void probe(Incarnation current) {
        current.probe(state.definition().healthCheck()
                .map(check -> new Prober(context.loop(), context.checkPace(), subject(current, check), (before, result,
                        took) -> context.step(() -> reports.probeResult(current, before, masked(result), took)))));
        resumeProbes(current);
    }

    private Prober.Subject subject(Incarnation current, ProcessCheck check) {
        return new Prober.Subject(id(), current.process(), check, PortClaims.of(state.definition()));
    }

    /** The result without the secrets of the process, which the output of a check can contain. */
    private ProbeResult masked(ProbeResult result) {
        return new ProbeResult(result.success(),
                Secrets.of(state.definition().command().environment()).mask(result.detail()));
    }

    /** Probes the incarnation unless its tree is ending. */
    void resumeProbes(Incarnation current) {
        if (state.isUp()) {
            current.resumeProbes(context.application());
        }
    }

    // The application

    public void applicationAttached() {
        state.incarnation().ifPresent(this::resumeProbes);
        if (state.phase() == ProcessPhase.STARTING) {
            runStartupClock();
        }
    }

    /** Pauses the checks, and with them the time to become healthy, until an application is attached. */
    public void pauseChecks() {
        state.incarnation().ifPresent(Incarnation::pauseProbes);
        boolean waits = state.phase() == ProcessPhase.STARTING && state.definition().healthCheck().isPresent();
        if (waits && startup.isRunning()) {
            disarm();
            startup = startup.pause(context.now());
            describe(state.why() + PAUSED);
        }
    }

    /** {@code planned} is false while the process is being removed. */
    public void applicationDetached(boolean planned) {
        waiters.applicationDetached();
        if (state.definition().healthCheck().isPresent() && !planned) {
            // The probe can be a class of the application, and the process outlives the application while it is removed.
            redefine(ProcessSettings.of(state.definition()).withoutHealthCheck());
            probeAnew();
        }
    }
}
