package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.supervisor.loop.Loop;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;

/** A caller waits until something is true of a process, without a change of its goal. Confined to the loop. */
public interface AwaitedCondition {

    /** The result that the condition decides. */
    PendingResult<?> result();

    /** Evaluates the condition at the end of a step, when the phase is final. Returns whether the wait is over. */
    boolean decide(ProcessState state);

    /** The application of the caller ends. */
    void applicationDetached();

    /** The same condition with a time limit; {@code timeUp} runs as a step unless the condition is decided before. */
    static AwaitedCondition within(Duration limit, AwaitedCondition condition, SupervisorContext context, Runnable timeUp) {
        return new Timed(condition, context.loop().after(limit, () -> context.step(timeUp)));
    }

    /** A time limit for a stop; the stop itself completes the result. */
    record StopTimeLimit(PendingResult<ProcessStatus> result) implements AwaitedCondition {

        @Override
        public boolean decide(ProcessState state) {
            return result.isDone() || !state.isGoingDown();
        }

        @Override
        public void applicationDetached() {
            // The stop was requested and continues.
        }
    }

    /** A time limit for a command that the process itself decides. */
    record Decided(PendingResult<ProcessStatus> result) implements AwaitedCondition {

        @Override
        public boolean decide(ProcessState state) {
            return result.isDone();
        }

        @Override
        public void applicationDetached() {
            // The result fails with the command.
        }
    }

    /** Waits for a status of a process that is up or starting. */
    record Reached(PendingResult<ProcessStatus> result, Predicate<ProcessStatus> wanted) implements AwaitedCondition {

        @Override
        public boolean decide(ProcessState state) {
            ProcessStatus status = state.status();
            if (wanted.test(status)) {
                result.complete(status);
            } else if (status.phase() == ProcessPhase.FAILED) {
                result.fail(state.asException("wait for"));
            } else if (state.goal() == Goal.DOWN && status.phase().isAtRest()) {
                result.fail(Reason.NOT_RUNNING, "it is stopped: " + status.why());
            } else if (state.goal() == Goal.DOWN) {
                result.fail(Reason.NOT_RUNNING, "it is being stopped");
            } else if (status.phase() == ProcessPhase.COMPLETED) {
                result.fail(Reason.NOT_RUNNING, "it has completed");
            } else {
                return result.isDone();
            }
            return true;
        }

        @Override
        public void applicationDetached() {
            result.fail(Reason.CLOSED, PendingResults.RELOAD);
        }
    }

    /** Waits for the exit of an incarnation. */
    record Exited(PendingResult<Exit> result, long incarnation) implements AwaitedCondition {

        @Override
        public boolean decide(ProcessState state) {
            Optional<Exit> exit = state.exitSince(incarnation);
            if (exit.isPresent()) {
                result.complete(exit.get());
            } else if (state.phase() == ProcessPhase.FAILED) {
                result.fail(state.asException("wait for"));
            } else if (state.phase() == ProcessPhase.STOPPED) {
                result.fail(Reason.NOT_RUNNING, "it is stopped: " + state.why());
            } else {
                return result.isDone();
            }
            return true;
        }

        @Override
        public void applicationDetached() {
            result.fail(Reason.CLOSED, PendingResults.RELOAD);
        }
    }

    /** A condition whose timer is cancelled once it is decided. */
    record Timed(AwaitedCondition condition, Loop.Timer timer) implements AwaitedCondition {

        @Override
        public PendingResult<?> result() {
            return condition.result();
        }

        @Override
        public boolean decide(ProcessState state) {
            boolean decided = condition.decide(state);
            if (decided) {
                timer.cancel();
            }
            return decided;
        }

        @Override
        public void applicationDetached() {
            timer.cancel();
            condition.applicationDetached();
        }
    }
}
