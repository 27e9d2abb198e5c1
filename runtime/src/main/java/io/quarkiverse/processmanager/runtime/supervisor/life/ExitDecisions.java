package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.StopPolicy.Leftovers;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.rules.PermanentCause;
import io.quarkiverse.processmanager.runtime.rules.TerminationCause;
import io.quarkiverse.processmanager.runtime.rules.Trigger;
import io.quarkiverse.processmanager.runtime.rules.Verdict;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;

/** Decides what the exit of a process and the end of its tree lead to, and fires the trigger. Confined to the loop. */
final class ExitDecisions {

    private final SupervisorContext context;
    private final SupervisedProcess process;
    private final Consumer<SupervisedProcess> runQueued;

    /** {@code runQueued} begins the run of the schedule that waits for the end of this one, if there is one. */
    ExitDecisions(SupervisorContext context, SupervisedProcess process, Consumer<SupervisedProcess> runQueued) {
        this.context = context;
        this.process = process;
        this.runQueued = runQueued;
    }

    /** The root process has exited; {@code leftovers} names the processes that it has left alive. */
    void leftOver(Incarnation which, Exit exit, String leftovers) {
        if (state().definition().stop().leftovers() == Leftovers.KEEP) {
            which.keep();
            conclude(which, verdict(which).and(leftovers + " run on"));
        } else {
            process.end(TerminationCause.EXIT, "", exit.describe() + ", and " + leftovers + " must be stopped");
        }
    }

    /** No process of the tree is alive. */
    void treeGone(Incarnation which) {
        which.gone();
        Incarnation current = state().incarnation().orElseThrow();
        if (current.isOver()) {
            state().endIncarnation();
            process.changed();
            conclude(current);
        } else if (current == which && state().isUp()) {
            // Left-over processes of an earlier incarnation are still alive.
            which.keep();
            conclude(which, verdict(which));
        }
    }

    /** Decides what follows the end of an incarnation of which nothing is alive. */
    void conclude(Incarnation ended) {
        switch (state().phase()) {
            case STARTING, RUNNING, STOPPING, KILLING -> conclude(ended, verdict(ended));
            case FAILED -> {
                if (!ended.isKept()) {
                    endedAfterFailedKill();
                }
            }
            case STOPPED, WAITING, BACKOFF, COMPLETED -> {
                // Left-over processes have ended. The end of the step re-evaluates a process that waits for that.
            }
        }
        state().endIsConcluded();
    }

    private void endedAfterFailedKill() {
        process.describe(state().why() + "; it has ended since");
        if (state().goal() == Goal.DOWN) {
            process.fire(Trigger.STOP, TerminationCause.STOP.words());
        }
    }

    private Verdict verdict(Incarnation ended) {
        Verdict verdict = Verdict.on(
                new Verdict.Termination(ended.ending().cause(), ended.ending().detail(), ended.exit().orElseThrow(),
                        ended.upFor(context.now()),
                        ended.isKept(), ended.takenPort().map(ProcessRunner.TakenPort::words), isHeld(ended)),
                state().definition(), state().budget(), context.chance());
        Optional<Path> creates = state().definition().start().creates();
        return creates.isPresent() && ended.productExists().isPresent()
                ? verdict.about(creates.get(), ended.productExists().get())
                : verdict;
    }

    /** Whether another process listens on the port that it could not get. */
    private static boolean isHeld(Incarnation ended) {
        return ended.ending().cause() == TerminationCause.EXIT
                && ended.takenPort().filter(ProcessRunner.TakenPort::held).isPresent();
    }

    private void conclude(Incarnation ended, Verdict verdict) {
        state().budget(verdict.history());
        if (ended.exit().filter(exit -> exit.wasStarted() || exit.wasSkipped()).isPresent()) {
            state().concluded(verdict);
        }
        ended.exit().filter(Exit::wasStarted).filter(exit -> ProcessSettings.isTask(state().definition()))
                .ifPresent(exit -> runEnded(ended, exit, verdict.trigger() == Trigger.COMPLETE));
        boolean again = verdict.trigger() == Trigger.RETRY;
        boolean givesUp = verdict.trigger() == Trigger.GIVE_UP;
        if (givesUp) {
            boolean awaitsRepair = PermanentCause.awaitsRepair(ended.exit().orElseThrow(), isHeld(ended), state().definition());
            state().failure(Optional.of(awaitsRepair ? Failure.ofStart(ended) : Failure.after(ended)));
        }
        if (again || givesUp) {
            context.publish(new ProcessEvent.Crashed(process.id(), ended.number, context.time(),
                    state().lastExit().orElseThrow(), verdict.why(), again, verdict.history().attempts(),
                    state().definition().restart().max(), again ? verdict.history().lastDelay() : Duration.ZERO));
        }
        process.fire(verdict.trigger(), verdict.why());
        if (state().runs().isQueued() && state().phase().isAtRest()) {
            // In a step of its own: callers that wait for the end of this run see it.
            context.post(() -> runQueued.accept(process));
        }
    }

    private void runEnded(Incarnation ended, Exit exit, boolean success) {
        RunRequest run = state().runs().present();
        state().runs().ended(exit, success, state().secrets().mask(run.args()));
        if (success && run.isPlain()) {
            ended.process().succeeded(exit);
        }
    }

    private ProcessState state() {
        return process.state();
    }
}
