package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.definition.text.ShellScript;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.rules.Lifecycle;
import io.quarkiverse.processmanager.runtime.rules.TerminationCause;
import io.quarkiverse.processmanager.runtime.rules.Trigger;
import io.quarkiverse.processmanager.runtime.rules.Verdict;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;
import io.quarkiverse.processmanager.runtime.time.Moment;

/**
 * One process: looks up in the {@link Lifecycle} which phase a trigger leads to, and acts on entering a phase, nowhere else.
 * The commands and {@link ReportDecisions} say which trigger comes. Confined to the loop.
 */
public final class SupervisedProcess {

    /** The time limit for the kill of a tree; the runner usually reports survivors much earlier. */
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

    private final SupervisorContext context;
    private final ProcessState state;
    private final ProcessReports reports;
    private final Waiters waiters = new Waiters();
    private final Trace trace = new Trace();
    private final PhaseTimer timer;
    private final GracePeriod grace;
    private final HealthChecks checks;
    private final StartRequest request = new StartRequest();
    private List<String> waitingFor = List.of();

    /** {@code reports} makes the receiver of everything that happens to this process. */
    public SupervisedProcess(SupervisorContext context, ProcessDefinition definition,
            Function<SupervisedProcess, ProcessReports> reports) {
        this.context = context;
        this.state = new ProcessState(definition, context.now(),
                count -> context.runner().logs(definition.id(), count));
        this.reports = reports.apply(this);
        this.timer = new PhaseTimer(context, state, this.reports);
        this.grace = new GracePeriod(context, state, this.reports, timer);
        this.checks = new HealthChecks(context, state, this.reports);
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
        context.published().make(id());
        Moment moment = context.now();
        Instant now = moment.time();
        state.enter(next, moment);
        waitingFor = List.of();
        describe(why);
        if (!state.isUp()) {
            state.commands().processIsDown(state.exitSince(state.starts()), why);
        }
        switch (next) {
            case STOPPED -> context.publish(new ProcessEvent.Stopped(id(), state.starts(), now, state.lastExit()));
            case WAITING -> {
                state.failure(Optional.empty());
                state.definition().start().waitTimeout().ifPresent(timeout -> timer.arm(timeout, reports::waitTimedOut));
            }
            case STARTING -> launch();
            case RUNNING -> {
                if (!ProcessSettings.isTask(state.definition())) {
                    Incarnation current = state.incarnation().orElseThrow();
                    current.up(moment);
                    context.publish(
                            new ProcessEvent.Running(id(), current.number, now, current.age(moment), current.health()));
                }
                checks.ready();
            }
            case BACKOFF -> timer.arm(state.budget().lastDelay(), reports::backoffElapsed);
            case STOPPING -> grace.begin(why);
            case KILLING -> kill();
            case COMPLETED -> context.publish(
                    new ProcessEvent.Completed(id(), state.starts(), now, state.lastExit().orElseThrow(),
                            state.verdict().flatMap(Verdict::warning)));
            case FAILED -> {
                Failure failure = state.failure().orElseThrow();
                context.publish(new ProcessEvent.GaveUp(id(), state.starts(), now, failure.reason(), why, state.lastLines()));
                failure.start().ifPresent(timer::awaitRepair);
            }
        }
    }

    private void kill() {
        // In this order: after a kill that throws, the repair finds no timer and kills again.
        state.incarnation().ifPresent(Incarnation::kill);
        timer.arm(KILL_TIMEOUT, reports::killTimedOut);
    }

    /** The tree could not be killed. The phase cannot be STOPPED while a process of the tree is alive. */
    public void notKilled() {
        state.failure(Optional.of(Failure.of(Reason.NOT_KILLED)));
        fire(Trigger.TIMER, "could not be killed: " + state.incarnation().map(Incarnation::ending).map(Ending::survivors)
                .filter(list -> !list.isEmpty()).map(list -> String.join(", ", list)).orElse("no process of it has answered"));
    }

    private void launch() {
        Incarnation fresh = state.nextIncarnation();
        fresh.references(state.definition().command().references());
        List<String> preStart = state.definition().start().preStart();
        describe(preStart.isEmpty() ? "being started" : "its pre-start " + ShellScript.describe(preStart) + " is running");
        context.publish(new ProcessEvent.Starting(id(), fresh.number, state.since().time()));
        fresh.process(start(fresh));
        checks.begin(fresh);
        timer.armStart();
        reports.startRequested(fresh);
    }

    private RunningProcess start(Incarnation fresh) {
        IncarnationListener listener = new IncarnationListener(context, state, reports, fresh);
        fresh.lostReports(listener::applyAgain);
        if (state.definition().external()) {
            return External.watch(state.definition(), listener, context.time());
        }
        try {
            return context.runner().start(request.of(state, fresh.number, context.launchVariables()), listener);
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            return FailedStart.report(id(), e, listener, context.time());
        }
    }

    /** The start of the process as far as a command beside it needs it, with further variables and another directory. */
    public ProcessRunner.Launch besideLaunch(Map<String, String> variables, Optional<Path> directory) {
        return StartRequest.beside(state, variables, directory);
    }

    /** Limits the grace period of the current incarnation, also one that has begun. */
    public void limitGrace(Duration limit) {
        grace.limit(limit);
    }

    /** The operating system has started the process: the time of the start begins. */
    void armStart() {
        timer.armStart();
    }

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
        state.incarnation().ifPresent(current -> current.ending().because(cause, detail));
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
        context.changed(state);
    }

    /** Publishes the metrics. Nothing waits for them, so nothing is re-evaluated. */
    void metricsChanged() {
        context.published().changed(state);
    }

    /** Says what the process waits for, with an event if that is news. */
    public void waitFor(List<String> others) {
        if (!others.equals(waitingFor)) {
            waitingFor = others;
            describe("waiting for " + String.join(", ", others));
            context.publish(new ProcessEvent.Waiting(id(), state.starts(), context.time(), others));
            request.prepare(state.definition());
        }
    }

    /** Takes another definition. Its stop and log policies apply to the running process at once. */
    public void redefine(ProcessDefinition changed) {
        state.definition(changed);
        state.incarnation().ifPresent(current -> current.stopPolicy(changed.stop()));
        context.runner().logPolicy(id(), changed.log());
        context.redefined(state);
    }

    /** Starts to probe with the checks of a new definition that are other ones. */
    public void probeAnew() {
        state.incarnation().ifPresent(checks::begin);
        if (state.phase() == ProcessPhase.STARTING) {
            timer.armStart();
        }
        changed();
    }

    /** What the running check waits for; empty while none runs. */
    Optional<String> awaitedByCheck() {
        return checks.awaited();
    }

    /** Checks the incarnation unless its tree is ending. */
    void resumeProbes(Incarnation current) {
        checks.resume(current);
    }

    /**
     * Gives the process what a failed step can have left out: the consequence of an exit, the checks, the timer of its phase. The
     * state decides, so that a process that lacks nothing stays as it is.
     */
    public void repair() {
        state.incarnation().ifPresent(Incarnation::applyReportsAgain);
        if (state.incarnation().isEmpty() && state.hasTree()) {
            state.ended().ifPresent(reports::endNotConcluded);
        }
        state.incarnation().ifPresent(checks::resume);
        if (timer.isIdle()) {
            rearm();
        }
        changed();
    }

    private void rearm() {
        switch (state.phase()) {
            case WAITING -> state.definition().start().waitTimeout()
                    .ifPresent(timeout -> timer.arm(timeout, reports::waitTimedOut));
            case STARTING -> state.incarnation().filter(current -> current.exit().isEmpty())
                    .ifPresent(current -> timer.armStart());
            case BACKOFF -> timer.arm(state.budget().lastDelay(), reports::backoffElapsed);
            case STOPPING -> grace.again();
            case KILLING -> kill();
            case STOPPED, RUNNING, COMPLETED, FAILED -> {
                // These phases have no timer.
            }
        }
    }

    public void applicationAttached() {
        state.incarnation().ifPresent(checks::resume);
        timer.applicationAttached();
    }

    /** Pauses the checks, and with them the time to become healthy, until an application is attached. */
    public void pauseChecks() {
        state.incarnation().ifPresent(Incarnation::pauseProbes);
        timer.checksPause();
    }

    /** {@code planned} is false while the process is being removed. */
    public void applicationDetached(boolean planned) {
        waiters.applicationDetached();
        boolean checked = state.definition().healthCheck().isPresent() || state.definition().liveness().isPresent();
        if (checked && !planned) {
            // The probe can be a class of the application, and the process outlives the application while it is removed.
            redefine(ProcessSettings.of(state.definition()).withoutChecks());
            probeAnew();
        }
    }
}
