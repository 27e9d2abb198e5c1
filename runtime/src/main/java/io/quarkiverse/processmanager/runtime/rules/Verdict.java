package io.quarkiverse.processmanager.runtime.rules;

import java.time.Duration;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.RestartPolicy;

/**
 * What the end of a process leads to.
 *
 * @param trigger RETRY, COMPLETE, GIVE_UP, HALT or AGAIN
 * @param history the budget of restarts after it; with RETRY its last delay is the pause
 * @param why the sentence for people
 */
public record Verdict(Trigger trigger, RestartHistory history, String why) {

    /**
     * One end of one incarnation.
     *
     * @param ending why it came
     * @param cause what went wrong if we ended it ourselves, else empty
     * @param exit how it ended
     * @param up how long it had been up, from the moment when it counted as running
     */
    public record Termination(TerminationCause ending, String cause, Exit exit, Duration up) {

        private String words() {
            String how = exit.wasStarted() ? exit.describe() + " after " + Words.of(exit.uptime()) : exit.describe();
            return cause.isEmpty() ? how : cause;
        }
    }

    /** Decides; {@code chance} is a random number from 0 to 1 for the jitter. */
    public static Verdict on(Termination end, ProcessDefinition definition, RestartHistory history, double chance) {
        if (end.ending() == TerminationCause.STOP) {
            return new Verdict(Trigger.HALT, RestartHistory.FRESH, end.ending().words());
        }
        if (end.ending() == TerminationCause.RESTART) {
            return new Verdict(Trigger.AGAIN, RestartHistory.FRESH, end.ending().words());
        }
        RestartPolicy policy = definition.restart();
        boolean success = !end.ending().isFailure() && end.exit().code().isPresent()
                && definition.successExitCodes().contains(end.exit().code().getAsInt());
        if (success && policy.mode() != RestartPolicy.Mode.ALWAYS) {
            return new Verdict(Trigger.COMPLETE, history, end.words());
        }
        if (policy.mode() == RestartPolicy.Mode.NEVER) {
            return new Verdict(Trigger.GIVE_UP, history, end.words());
        }
        return retry(end, policy, history.afterUp(end.up(), policy), chance);
    }

    /** The same with more to say. */
    public Verdict and(String more) {
        return new Verdict(trigger, history, why + "; " + more);
    }

    private static Verdict retry(Termination end, RestartPolicy policy, RestartHistory history, double chance) {
        if (history.isSpent(policy)) {
            return new Verdict(Trigger.GIVE_UP, history, "gave up after " + Words.count(history.attempts(), "restart")
                    + ": " + end.words());
        }
        RestartHistory next = history.next(policy, chance);
        return new Verdict(Trigger.RETRY, next, end.words() + ", attempt " + next.attempts() + " of " + policy.max()
                + ", next start in " + Words.of(next.lastDelay()));
    }
}
