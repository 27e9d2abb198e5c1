package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.rules.HistoryAppender;
import io.quarkiverse.processmanager.runtime.rules.TerminationCause;
import io.quarkiverse.processmanager.runtime.rules.Lifecycle;
import io.quarkiverse.processmanager.runtime.rules.Readiness;
import io.quarkiverse.processmanager.runtime.rules.RestartHistory;
import io.quarkiverse.processmanager.runtime.rules.Trigger;
import io.quarkiverse.processmanager.runtime.rules.Verdict;
import io.quarkiverse.processmanager.runtime.rules.Words;

/**
 * One process: its phase, its goal and its run. It looks up in the {@link Lifecycle} what a trigger leads to, and acts only on
 * entering a phase. {@link Orders} and {@link Reports} say which trigger comes. Confined to the loop.
 * <p>
 * It is longer than its neighbours because everything here shares the phase; apart, the parts would need doors into each other
 * for every field.
 */
final class SupervisedProcess {

    /** How long the kill of a tree may take before it counts as failed; the runner usually says so much earlier. */
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);
    private static final int LAST_LINES = 20;

    private final Supervisor supervisor;
    private final Waiters promises;
    private final List<AwaitedCondition> expectations = new ArrayList<>();
    private final Trace trace = new Trace();
    final Orders orders = new Orders(this);

    private ProcessDefinition definition;
    private Goal goal = Goal.DOWN;
    private ProcessPhase phase = ProcessPhase.STOPPED;
    private Instant since;
    private String why = "not started yet";
    private Loop.Timer timer = Loop.Timer.NONE;
    private Optional<Incarnation> run = Optional.empty();
    private long incarnation;
    private RestartHistory history = RestartHistory.FRESH;
    private int restarts;
    private Optional<Exit> lastExit = Optional.empty();
    /** The last incarnation whose root has ended. */
    private long exits;
    private Optional<Failure> failure = Optional.empty();
    private List<String> waitingFor = List.of();

    SupervisedProcess(Supervisor supervisor, ProcessDefinition definition, Waiters promises) {
        this.supervisor = supervisor;
        this.definition = definition;
        this.promises = promises;
        this.since = supervisor.loop().now();
    }

    void promise(PendingResult<ProcessStatus> promise) {
        promises.add(promise);
    }

    void expect(AwaitedCondition expectation) {
        expectations.add(expectation);
    }

    // What comes true

    /** Starts it if its dependencies allow, fails it if they have failed. */
    void lookAround() {
        if (phase == ProcessPhase.WAITING) {
            if (isHeldUp()) {
                wait(List.of("the end of its last run"));
            } else {
                follow(readiness());
            }
        } else if (phase == ProcessPhase.FAILED && goal == Goal.UP
                && failure.flatMap(Failure::dependency).filter(supervisor::isComingUp).isPresent()
                && !(readiness() instanceof Readiness.Never)) {
            orders.start();
        }
    }

    /** Keeps or breaks the promises that its phase decides. Only at the end of a step, when the phase is final. */
    void decidePromises() {
        if (!expectations.isEmpty()) {
            expectations.removeIf(expectation -> expectation.decide(this));
        }
        if (promises.isEmpty()) {
            return;
        }
        if (phase == ProcessPhase.FAILED && (goal == Goal.UP || run.isPresent())) {
            promises.fail(asException(goal == Goal.UP ? "start" : "stop"));
        } else if (goal == Goal.DOWN ? phase.isAtRest()
                : phase == ProcessPhase.RUNNING || phase == ProcessPhase.COMPLETED) {
            promises.complete(status());
        }
    }

    void attached() {
        run.ifPresent(this::resumeProbes);
    }

    /** The application goes, and nobody is left who could wait. */
    void detached() {
        run.ifPresent(Incarnation::pauseProbes);
        promises.applicationDetached();
        expectations.forEach(AwaitedCondition::letGo);
        expectations.clear();
        if (definition.healthCheck().isPresent() && supervisor.planned(id()).isEmpty()) {
            // Its check can be a class of the application.
            redefine(definition.withoutHealthCheck());
            probeAnew();
        }
    }

    private Readiness readiness() {
        return supervisor.readiness(definition);
    }

    private void follow(Readiness readiness) {
        if (readiness instanceof Readiness.NotYet notYet) {
            wait(notYet.waitingFor());
        } else if (readiness instanceof Readiness.Never never) {
            failure = Optional.of(Failure.because(never.dependency()));
            fire(Trigger.BLOCKED, never.why());
        } else {
            fire(Trigger.READY, "");
        }
    }

    private void wait(List<String> others) {
        if (!others.equals(waitingFor)) {
            waitingFor = others;
            because("waiting for " + String.join(", ", others));
            supervisor.announce(new ProcessEvent.Waiting(id(), incarnation, now(), others));
        }
    }

    /** The system has started its run. */
    void alive(Incarnation which) {
        if (phase == ProcessPhase.STARTING) {
            armStart();
            because(definition.healthCheck().isPresent() ? "waiting for its first successful check" : "started");
            resumeProbes(which);
        }
        supervisor.touched(this);
    }

    void exited(Incarnation which, Exit exit) {
        exits = Math.max(exits, which.incarnation);
        lastExit = Optional.of(exit);
        supervisor.record(this, past -> HistoryAppender.with(past, new ProcessHistory.End(exit, which.incarnation,
                which.ending().isAsked())));
        supervisor.touched(this);
    }

    void forgetRun() {
        run = Optional.empty();
        supervisor.touched(this);
    }

    /** Its run is over, and this is what that leads to. */
    void conclude(Incarnation which, Verdict verdict) {
        history = verdict.history();
        boolean again = verdict.trigger() == Trigger.RETRY;
        if (verdict.trigger() == Trigger.GIVE_UP) {
            failure = Optional.of(Failure.after(which));
        }
        if (again || verdict.trigger() == Trigger.GIVE_UP) {
            supervisor.announce(new ProcessEvent.Crashed(id(), which.incarnation, now(), lastExit.orElseThrow(), verdict.why(),
                    again, history.attempts(), definition.restart().max(), again ? history.lastDelay() : Duration.ZERO));
        }
        fire(verdict.trigger(), verdict.why());
    }

    void notKilled() {
        if (phase == ProcessPhase.KILLING) {
            timeUp();
        }
    }

    private void timeUp() {
        switch (phase) {
            case STARTING -> startTimeUp();
            case WAITING -> {
                failure = Optional.of(Failure.of(Reason.WAIT_TIMEOUT));
                fire(Trigger.TIMER, "not started within wait-timeout: " + why);
            }
            case STOPPING ->
                fire(Trigger.TIMER, "killed: still alive after its grace of " + Words.of(definition.stop().timeout()));
            case KILLING -> {
                failure = Optional.of(Failure.of(Reason.NOT_KILLED));
                fire(Trigger.TIMER, "could not be killed: " + run.map(Incarnation::survivors).filter(list -> !list.isEmpty())
                        .map(list -> String.join(", ", list)).orElse("no process of it has answered"));
            }
            case BACKOFF -> {
                restarts++;
                fire(Trigger.TIMER, "");
            }
            case STOPPED, RUNNING, COMPLETED, FAILED -> throw trace.illegal(id(), phase, Trigger.TIMER);
        }
    }

    private void startTimeUp() {
        if (run.flatMap(Incarnation::exit).isPresent()) {
            // It has ended already; what that means is decided when all of it is gone.
            return;
        }
        if (definition.healthCheck().isEmpty() && pid().isPresent()) {
            fire(Trigger.TIMER, "up, it has no health check");
        } else if (supervisor.application().isEmpty()) {
            // Nobody runs its checks while the application reloads, so it cannot be blamed.
            armStart();
        } else {
            String cause = "not healthy within " + Words.of(definition.start().timeout()) + ", " + why;
            end(TerminationCause.STARTUP_TIMEOUT, cause, cause);
        }
    }

    // What it does

    void end(TerminationCause ending, String cause, String reason) {
        run.ifPresent(current -> current.ending(ending, cause));
        fire(hasLeftovers() ? Trigger.SWEEP : Trigger.STOP, reason);
    }

    void aim(Goal wanted) {
        if (goal != wanted) {
            goal = wanted;
            promises.superseded(wanted);
        }
    }

    void fire(Trigger trigger, String reason) {
        ProcessPhase next = Lifecycle.next(phase, trigger).orElseThrow(() -> trace.illegal(id(), phase, trigger));
        trace.add(phase, trigger, next);
        if (next != phase) {
            enter(next, reason);
        }
    }

    private void enter(ProcessPhase next, String reason) {
        timer.cancel();
        phase = next;
        since = now();
        waitingFor = List.of();
        because(reason);
        switch (next) {
            case STOPPED -> supervisor.announce(new ProcessEvent.Stopped(id(), incarnation, since, lastExit));
            case WAITING -> {
                failure = Optional.empty();
                definition.start().waitTimeout().ifPresent(this::arm);
            }
            case STARTING -> launch();
            case RUNNING -> up();
            case BACKOFF -> arm(history.lastDelay());
            case STOPPING -> terminate(reason);
            case KILLING -> kill();
            case COMPLETED -> supervisor.announce(new ProcessEvent.Completed(id(), incarnation, since, lastExit.orElseThrow()));
            case FAILED -> supervisor.announce(new ProcessEvent.GaveUp(id(), incarnation, since,
                    failure.orElseThrow().reason(), reason, lastLines()));
        }
    }

    private void launch() {
        Incarnation fresh = new Incarnation(++incarnation, since, run);
        run = Optional.of(fresh);
        because("being started");
        supervisor.announce(new ProcessEvent.Starting(id(), incarnation, since));
        Reports reports = new Reports(supervisor, this, fresh);
        fresh.of(reports, supervisor.runner().start(new ProcessRunner.Launch(id(), incarnation, definition.command(),
                definition.execution(), definition.port(), definition.stop(), definition.log()), reports));
        probe(fresh);
        armStart();
        if (incarnation > 1) {
            supervisor.starts().restartDependents(id());
        }
    }

    /** Takes another definition; what runs of it hears of its new stop and log policies at once. */
    void redefine(ProcessDefinition changed) {
        definition = changed;
        run.ifPresent(current -> current.stopPolicy(changed.stop()));
        supervisor.runner().logPolicy(id(), changed.log());
        supervisor.touched(this);
    }

    /** Its health check is another one now. */
    void probeAnew() {
        run.ifPresent(this::probe);
        if (phase == ProcessPhase.STARTING) {
            armStart();
        }
        supervisor.touched(this);
    }

    private void up() {
        Incarnation current = run.orElseThrow();
        current.up(since);
        supervisor.announce(new ProcessEvent.Running(id(), current.incarnation, since, current.age(since), current.health()));
    }

    private void terminate(String reason) {
        Incarnation current = run.orElseThrow();
        current.pauseProbes();
        supervisor.announce(new ProcessEvent.Stopping(id(), current.incarnation, since, reason));
        current.terminate(since);
        arm(definition.stop().timeout());
    }

    private void kill() {
        Incarnation current = run.orElseThrow();
        current.kill();
        arm(KILL_PATIENCE);
    }

    private void probe(Incarnation current) {
        current.probe(definition.healthCheck().map(check -> new Prober(supervisor.loop(), id(), current.process(), check,
                (before, result, took) -> supervisor.step(() -> current.reports().probed(before, result, took)))));
        resumeProbes(current);
    }

    /** A tree that is ending is not probed. */
    private void resumeProbes(Incarnation current) {
        if (isUp()) {
            current.resumeProbes(supervisor.application());
        }
    }

    /** Until it is alive its start has the time of one with a check: the window is for the process, not for the system. */
    private void armStart() {
        boolean window = definition.healthCheck().isEmpty() && pid().isPresent();
        arm(window ? definition.start().window() : definition.start().timeout());
    }

    private void arm(Duration delay) {
        timer.cancel();
        timer = supervisor.loop().after(delay, () -> supervisor.step(this::timeUp));
    }

    void because(String reason) {
        why = reason;
        supervisor.touched(this);
    }

    // What is known of it

    String id() {
        return definition.id();
    }

    ProcessDefinition definition() {
        return definition;
    }

    Optional<Incarnation> run() {
        return run;
    }

    RestartHistory budget() {
        return history;
    }

    void refillBudget() {
        history = RestartHistory.FRESH;
    }

    Goal goal() {
        return goal;
    }

    /** The incarnation that is alive, is being started, or is the next to be started; of one at rest, the last. */
    long currentIncarnation() {
        return phase == ProcessPhase.WAITING ? incarnation + 1 : incarnation;
    }

    /** How that incarnation, or one after it, has ended. */
    Optional<Exit> exitSince(long which) {
        return lastExit.filter(exit -> exits >= which);
    }

    Trace trace() {
        return trace;
    }

    ProcessPhase phase() {
        return phase;
    }

    /** Whether its root, or its start, is there and nobody has asked it to end. */
    boolean isUp() {
        return phase == ProcessPhase.STARTING || phase == ProcessPhase.RUNNING;
    }

    /** Whether its root has ended and something was kept that is still alive. */
    boolean hasLeftovers() {
        return run.filter(Incarnation::isKept).isPresent();
    }

    /** Whether a start has to wait for the end of what could not be killed. */
    boolean isHeldUp() {
        return run.isPresent() && !hasLeftovers();
    }

    /** Whether its tree is ending because of a stop. */
    boolean isGoingDown() {
        return goal == Goal.DOWN && (phase == ProcessPhase.STOPPING || phase == ProcessPhase.KILLING);
    }

    /** Whether a stop has done what it can. */
    boolean isDown() {
        return phase == ProcessPhase.STOPPED || phase == ProcessPhase.FAILED && goal == Goal.DOWN;
    }

    /** Whether nothing of it is alive and nothing will be, unless something asks for it. */
    boolean isGone() {
        return phase.isAtRest() && run.isEmpty();
    }

    ProcessStatus status() {
        Health none = definition.healthCheck().isPresent() ? Health.UNKNOWN : Health.UNCHECKED;
        return new ProcessStatus(id(), definition.name(), phase, since,
                run.filter(current -> !current.isKept()).map(Incarnation::health).orElse(none), why, pid(),
                incarnation, run.filter(current -> pid().isPresent()).map(Incarnation::startedAt), restarts, lastExit,
                definition.port(), run.flatMap(Incarnation::metrics).filter(metrics -> pid().isPresent()));
    }

    /** Why it is FAILED, for somebody who wanted something of it. */
    ProcessException asException(String wanted) {
        Failure known = failure.orElseThrow();
        boolean exited = known.reason() == Reason.EXITED || known.reason() == Reason.STARTUP_TIMEOUT;
        return new ProcessException(known.reason(), id(), "cannot " + wanted + " process '" + id() + "': " + why, lastExit,
                exited ? lastLines() : List.of());
    }

    private List<String> lastLines() {
        return supervisor.runner().logs(id(), LAST_LINES).stream().filter(line -> line.incarnation() == incarnation)
                .map(LogLine::text).toList();
    }

    private OptionalLong pid() {
        return run.map(Incarnation::pid).orElse(OptionalLong.empty());
    }

    Instant now() {
        return supervisor.loop().now();
    }
}
