package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.HealthCheck;
import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StartPolicy.OnDependencyRestart;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.rules.Ending;
import io.quarkiverse.processmanager.runtime.rules.Lifecycle;
import io.quarkiverse.processmanager.runtime.rules.Readiness;
import io.quarkiverse.processmanager.runtime.rules.RestartHistory;
import io.quarkiverse.processmanager.runtime.rules.Trigger;
import io.quarkiverse.processmanager.runtime.rules.Verdict;
import io.quarkiverse.processmanager.runtime.rules.Words;

/**
 * One process: its phase, its goal and its run. It looks up in the {@link Lifecycle} what a trigger leads to, and acts only on
 * entering a phase. Confined to the loop.
 * <p>
 * It is longer than its neighbours because commands, reports and effects share all of its state; apart they would need doors
 * into each other for every field.
 */
final class Cell {

    /** How long the kill of a tree may take before it counts as failed; the runner usually says so much earlier. */
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);
    private static final int LAST_LINES = 20;

    private final Supervisor supervisor;
    private final Promises promises;
    private final Trace trace = new Trace();

    private ProcessDefinition definition;
    private Goal goal = Goal.DOWN;
    private ProcessPhase phase = ProcessPhase.STOPPED;
    private Instant since;
    private String why = "not started yet";
    private Loop.Timer timer = Loop.Timer.NONE;
    private Optional<Run> run = Optional.empty();
    private long incarnation;
    private RestartHistory history = RestartHistory.FRESH;
    private int restarts;
    private Optional<Exit> lastExit = Optional.empty();
    private Optional<Failure> failure = Optional.empty();
    private List<String> waitingFor = List.of();

    Cell(Supervisor supervisor, ProcessDefinition definition, Promises promises) {
        this.supervisor = supervisor;
        this.definition = definition;
        this.promises = promises;
        this.since = supervisor.loop().now();
    }

    // What is asked of it

    /** Brings it up unless it is up or on its way. */
    void start() {
        aim(Goal.UP);
        switch (phase) {
            case STOPPED, COMPLETED, FAILED, BACKOFF -> {
                history = RestartHistory.FRESH;
                fire(Trigger.START, "");
            }
            case STOPPING, KILLING -> {
                fire(Trigger.START, "");
                run.ifPresent(ending -> ending.ending(Ending.RESTART, ""));
            }
            case WAITING, STARTING, RUNNING -> fire(Trigger.START, "");
        }
    }

    /** Brings it up by hand: one that waits for its dependencies waits no longer. */
    void startByHand() {
        boolean waited = phase == ProcessPhase.WAITING;
        start();
        if (waited && run.isEmpty()) {
            fire(Trigger.READY, "");
        }
    }

    /** Brings it down; beats everything else. */
    void stop() {
        aim(Goal.DOWN);
        run.ifPresent(ending -> ending.ending(Ending.STOP, ""));
        if (phase == ProcessPhase.FAILED && run.isPresent()) {
            // Something of it could not be killed. It is not STOPPED before that is gone; gone() comes back here.
            return;
        }
        fire(Trigger.STOP, Ending.STOP.words());
    }

    /** Ends its grace at once. */
    void hurry() {
        stop();
        if (phase == ProcessPhase.STOPPING) {
            fire(Trigger.TIMER, "killed: the time to stop is over");
        }
    }

    /** Stops what runs of it and brings it up again. */
    void restart(String reason) {
        if (isUp()) {
            aim(Goal.UP);
            end(Ending.RESTART, "", reason);
        } else {
            start();
        }
    }

    /** Becomes what the new definition says, with a restart only where the command itself has changed. */
    void apply(ProcessDefinition changed) {
        ProcessDefinition before = definition;
        definition = changed;
        run.ifPresent(current -> current.process().stopPolicy(changed.stop()));
        if (goal == Goal.UP && before.needsRestartFor(changed)) {
            restart("its definition has changed");
        } else if (goal == Goal.UP && phase == ProcessPhase.FAILED) {
            start();
        } else if (goal == Goal.DOWN && !before.start().auto() && changed.start().auto()) {
            start();
        } else if (!before.healthCheck().equals(changed.healthCheck())) {
            run.ifPresent(this::probe);
            if (phase == ProcessPhase.STARTING) {
                armStart();
            }
        }
        supervisor.touched(this);
    }

    void promise(Promises.Promise promise) {
        promises.add(promise);
    }

    // What comes true

    /** Starts it if its dependencies allow, fails it if they have failed; says whether its phase has changed. */
    boolean lookAround() {
        if (phase == ProcessPhase.WAITING) {
            return run.isPresent() ? wait(List.of("the end of its last run")) : follow(readiness());
        }
        boolean revived = phase == ProcessPhase.FAILED && goal == Goal.UP
                && failure.flatMap(Failure::dependency).filter(supervisor::isComingUp).isPresent()
                && !(readiness() instanceof Readiness.Never);
        if (revived) {
            start();
        }
        return revived;
    }

    /** Keeps or breaks the promises that its phase decides. Only at the end of a step, when the phase is final. */
    void decidePromises() {
        if (promises.isEmpty()) {
            return;
        }
        if (phase == ProcessPhase.FAILED && (goal == Goal.UP || run.isPresent())) {
            promises.breakAll(asException());
        } else if (goal == Goal.DOWN ? phase.isAtRest()
                : phase == ProcessPhase.RUNNING || phase == ProcessPhase.COMPLETED) {
            promises.keep(status());
        }
    }

    void attached() {
        run.ifPresent(this::resumeProbes);
    }

    void detached() {
        run.ifPresent(Run::pauseProbes);
    }

    private Readiness readiness() {
        return supervisor.readiness(definition);
    }

    private boolean follow(Readiness readiness) {
        if (readiness instanceof Readiness.NotYet notYet) {
            return wait(notYet.waitingFor());
        }
        if (readiness instanceof Readiness.Never never) {
            failure = Optional.of(Failure.because(never.dependency()));
            fire(Trigger.BLOCKED, never.why());
        } else {
            fire(Trigger.READY, "");
        }
        return true;
    }

    private boolean wait(List<String> others) {
        if (!others.equals(waitingFor)) {
            waitingFor = others;
            because("waiting for " + String.join(", ", others));
            supervisor.announce(new ProcessEvent.Waiting(id(), incarnation, now(), others));
        }
        return false;
    }

    private void started(Run which, long pid) {
        which.started(pid, now());
        supervisor.announce(new ProcessEvent.Started(id(), which.incarnation, now(), pid));
        if (phase == ProcessPhase.STARTING) {
            armStart();
            because(definition.healthCheck().isPresent() ? "waiting for its first successful check" : "started");
            resumeProbes(which);
        }
        supervisor.touched(this);
    }

    private void exited(Run which, Exit exit, int leftovers) {
        which.exited(exit);
        lastExit = Optional.of(exit);
        supervisor.touched(this);
        if (leftovers > 0 && isUp()) {
            end(Ending.OWN, "", exit.describe() + ", and " + Words.count(leftovers, "process")
                    + " that it had started must be stopped");
        }
    }

    private void gone(Run which) {
        run = Optional.empty();
        supervisor.touched(this);
        switch (phase) {
            case STARTING, RUNNING, STOPPING, KILLING -> conclude(which);
            case FAILED -> {
                because(why + "; it has ended since");
                if (goal == Goal.DOWN) {
                    fire(Trigger.STOP, Ending.STOP.words());
                }
            }
            case STOPPED, WAITING, BACKOFF, COMPLETED -> {
                // What could not be killed has ended after all; a process that waits for it looks around after each step.
            }
        }
    }

    private void conclude(Run which) {
        Exit exit = which.exit().orElseThrow();
        Verdict verdict = Verdict.on(new Verdict.End(which.ending(), which.cause(), exit, which.upFor()), definition, history,
                supervisor.chance());
        history = verdict.history();
        if (verdict.trigger() == Trigger.GIVE_UP) {
            failure = Optional.of(Failure.after(which));
        }
        boolean again = verdict.trigger() == Trigger.RETRY;
        if (again || verdict.trigger() == Trigger.GIVE_UP) {
            supervisor.announce(new ProcessEvent.Crashed(id(), which.incarnation, now(), exit, verdict.why(), again,
                    history.attempts(), definition.restart().max(), again ? history.lastDelay() : Duration.ZERO));
        }
        fire(verdict.trigger(), verdict.why());
    }

    private void notKilled(Run which, List<String> survivors) {
        which.survivors(survivors);
        if (phase == ProcessPhase.KILLING) {
            timeUp();
        }
    }

    private void probed(Run which, Health before, ProbeResult result) {
        Health health = which.health();
        supervisor.touched(this);
        if (health == Health.UNKNOWN) {
            because("waiting for its first successful check: " + result.detail());
        } else if (health == Health.HEALTHY && before != Health.HEALTHY) {
            if (phase == ProcessPhase.RUNNING) {
                because("healthy again: " + result.detail());
            }
            fire(Trigger.UP, "up and healthy after " + Words.of(which.age(now())));
            supervisor.announce(new ProcessEvent.Healthy(id(), which.incarnation, now(), which.age(now()),
                    before == Health.UNHEALTHY));
        } else if (health == Health.UNHEALTHY && before != Health.UNHEALTHY) {
            because("unhealthy: " + result.detail());
            supervisor.announce(new ProcessEvent.Unhealthy(id(), which.incarnation, now(), result.detail()));
            if (which.prober().orElseThrow().check().onUnhealthy() == HealthCheck.OnUnhealthy.RESTART) {
                end(Ending.UNHEALTHY, why, why);
            }
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
                fire(Trigger.TIMER, "could not be killed: " + run.map(Run::survivors).filter(list -> !list.isEmpty())
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
        if (run.flatMap(Run::exit).isPresent()) {
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
            end(Ending.STARTUP_TIMEOUT, cause, cause);
        }
    }

    // What it does

    private void end(Ending ending, String cause, String reason) {
        run.ifPresent(current -> current.ending(ending, cause));
        fire(Trigger.STOP, reason);
    }

    private void aim(Goal wanted) {
        if (goal != wanted) {
            goal = wanted;
            promises.overtaken(wanted);
        }
    }

    private void fire(Trigger trigger, String reason) {
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
            case STOPPED -> supervisor.announce(new ProcessEvent.Stopped(id(), incarnation, since));
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
        Run fresh = new Run(++incarnation, since);
        run = Optional.of(fresh);
        because("being started");
        supervisor.announce(new ProcessEvent.Starting(id(), incarnation, since));
        fresh.of(supervisor.runner().start(new ProcessRunner.Launch(id(), incarnation, definition.command(), definition.port(),
                definition.stop(), definition.log()), new Reports(fresh)));
        probe(fresh);
        armStart();
        if (incarnation > 1) {
            supervisor.restartDependents(id());
        }
    }

    /** Called for a dependent of a process that has just been started again. */
    void dependencyRestarted(String dependency) {
        boolean follows = definition.start().onDependencyRestart() == OnDependencyRestart.RESTART && goal == Goal.UP;
        if (follows && (isUp() || phase == ProcessPhase.COMPLETED)) {
            restart(dependency + " was restarted");
        }
    }

    private void up() {
        Run current = run.orElseThrow();
        current.up(since);
        supervisor.announce(new ProcessEvent.Running(id(), current.incarnation, since, current.age(since), current.health()));
    }

    private void terminate(String reason) {
        Run current = run.orElseThrow();
        current.pauseProbes();
        supervisor.announce(new ProcessEvent.Stopping(id(), current.incarnation, since, reason));
        current.process().terminate();
        arm(definition.stop().timeout());
    }

    private void kill() {
        Run current = run.orElseThrow();
        current.process().kill();
        arm(KILL_PATIENCE);
    }

    private void probe(Run current) {
        current.probe(definition.healthCheck().map(check -> new Prober(supervisor.loop(), id(), current.process(), check,
                (before, result) -> supervisor.step(() -> probed(current, before, result)))));
        resumeProbes(current);
    }

    /** A tree that is ending is not probed. */
    private void resumeProbes(Run current) {
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

    private void because(String reason) {
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

    Goal goal() {
        return goal;
    }

    Trace trace() {
        return trace;
    }

    ProcessPhase phase() {
        return phase;
    }

    /** Whether it has a tree that nobody has asked to end. */
    boolean isUp() {
        return phase == ProcessPhase.STARTING || phase == ProcessPhase.RUNNING;
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
        return new ProcessStatus(id(), definition.name(), phase, since, run.map(Run::health).orElse(none), why, pid(),
                incarnation, run.filter(current -> pid().isPresent()).map(Run::startedAt), restarts, lastExit,
                definition.port());
    }

    private ProcessException asException() {
        Failure known = failure.orElseThrow();
        boolean exited = known.reason() == Reason.EXITED || known.reason() == Reason.STARTUP_TIMEOUT;
        return new ProcessException(known.reason(), id(), "cannot " + (goal == Goal.UP ? "start" : "stop") + " process '"
                + id() + "': " + why, lastExit, exited ? lastLines() : List.of());
    }

    private List<String> lastLines() {
        return supervisor.runner().logs(id(), LAST_LINES).stream().filter(line -> line.incarnation() == incarnation)
                .map(LogLine::text).toList();
    }

    private OptionalLong pid() {
        return run.map(Run::pid).orElse(OptionalLong.empty());
    }

    private Instant now() {
        return supervisor.loop().now();
    }

    /** Takes the reports on one run to the loop, and drops those on a run that is over. */
    private final class Reports implements ProcessRunner.Listener {

        private final Run subject;

        private Reports(Run subject) {
            this.subject = subject;
        }

        @Override
        public void started(long pid) {
            report(() -> Cell.this.started(subject, pid));
        }

        @Override
        public void exited(Exit exit, int leftovers) {
            report(() -> Cell.this.exited(subject, exit, leftovers));
        }

        @Override
        public void gone() {
            report(() -> Cell.this.gone(subject));
        }

        @Override
        public void notKilled(List<String> survivors) {
            report(() -> Cell.this.notKilled(subject, survivors));
        }

        private void report(Runnable report) {
            supervisor.post(() -> {
                if (run.filter(current -> current == subject).isPresent()) {
                    report.run();
                }
            });
        }
    }
}
