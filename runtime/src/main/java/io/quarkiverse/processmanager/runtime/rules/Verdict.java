package io.quarkiverse.processmanager.runtime.rules;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException.Reason;
import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.rules.text.Sentence;
import io.quarkiverse.processmanager.runtime.rules.text.Words;

/**
 * What the exit of a process leads to.
 *
 * @param trigger RETRY, COMPLETE, GIVE_UP, HALT or AGAIN
 * @param history the restart budget after it; with RETRY its last delay is the one before the next start
 * @param why the sentence for the status
 * @param warning what is wrong with a success
 */
public record Verdict(Trigger trigger, RestartHistory history, String why, Optional<String> warning) {

    private static final String END_OF_SERVICE = ", and a service must keep running; if it starts a daemon, use its option to "
            + "stay in the foreground; restart.policy=always restarts it";

    private Verdict(Trigger trigger, RestartHistory history, String why) {
        this(trigger, history, why, Optional.empty());
    }

    /**
     * How one incarnation has ended.
     *
     * @param cause why its tree has ended
     * @param detail what went wrong if the supervisor has stopped it, else empty
     * @param exit the exit of its root process
     * @param up the time from RUNNING until the exit or the request to stop
     * @param leftoversKept whether left-over processes are alive that are kept; a service goes on in them
     * @param takenPort what the output of the process reports about a port that is in use
     * @param portHeld whether another process listens on that port
     */
    public record Termination(TerminationCause cause, String detail, Exit exit, Duration up, boolean leftoversKept,
            Optional<String> takenPort, boolean portHeld) {

        Termination(TerminationCause cause, String detail, Exit exit, Duration up, boolean leftoversKept) {
            this(cause, detail, exit, up, leftoversKept, Optional.empty(), false);
        }

        private String words() {
            String how = exit.wasStarted() ? exit.describe() + " after " + Words.of(exit.uptime()) : exit.describe();
            return detail.isEmpty() ? how : detail;
        }

        /** The words about an end without success. */
        private String failure() {
            return words() + (cause == TerminationCause.EXIT ? takenPort.map(report -> ": " + report).orElse("") : "");
        }
    }

    /** Decides; {@code chance} is a random number from 0 to 1 for the jitter. */
    public static Verdict on(Termination end, ProcessDefinition definition, RestartHistory history, double chance) {
        if (end.cause() == TerminationCause.STOP) {
            return new Verdict(Trigger.HALT, RestartHistory.FRESH, end.cause().words());
        }
        if (end.cause() == TerminationCause.RESTART) {
            return new Verdict(Trigger.AGAIN, RestartHistory.FRESH, end.cause().words());
        }
        if (end.exit().wasSkipped()) {
            return new Verdict(Trigger.COMPLETE, history, end.words());
        }
        RestartPolicy policy = definition.restart();
        boolean success = !end.cause().isFailure() && end.exit().code().isPresent()
                && definition.successExitCodes().contains(end.exit().code().getAsInt());
        if (success && policy.mode() != RestartPolicy.Mode.ALWAYS) {
            return ProcessSettings.isService(definition) && !end.leftoversKept()
                    ? new Verdict(Trigger.GIVE_UP, history, end.words() + END_OF_SERVICE)
                    : new Verdict(Trigger.COMPLETE, history, end.words());
        }
        if (PermanentCause.awaitsRepair(end.exit(), end.portHeld(), definition)) {
            return new Verdict(Trigger.GIVE_UP, history, end.failure() + "; "
                    + PermanentCause.remedy(end.exit().reason().orElse(Reason.PORT_IN_USE)).orElseThrow());
        }
        if (policy.mode() == RestartPolicy.Mode.NEVER) {
            return new Verdict(Trigger.GIVE_UP, history, end.failure());
        }
        return retry(end, policy, history.afterUp(end.up(), policy), chance);
    }

    /** The same verdict with a longer sentence. */
    public Verdict and(String more) {
        return new Verdict(trigger, history, why + "; " + more, warning);
    }

    /** The same verdict, with what the user must know if the path that the task creates does not agree with it. */
    public Verdict about(Path creates, boolean exists) {
        if (trigger == Trigger.COMPLETE && !exists) {
            String missing = creates + " does not exist, so the next start runs the task again";
            return new Verdict(trigger, history, why + "; " + missing, Optional.of(missing));
        }
        boolean unfinished = trigger == Trigger.GIVE_UP || trigger == Trigger.HALT;
        return unfinished && exists ? and(creates + " exists, so the next start of the application skips the task; delete it "
                + "if it is incomplete") : this;
    }

    private static Verdict retry(Termination end, RestartPolicy policy, RestartHistory history, double chance) {
        if (history.isSpent(policy)) {
            return new Verdict(Trigger.GIVE_UP, history, "gave up after " + Words.count(history.attempts(), "restart")
                    + ": " + end.failure());
        }
        RestartHistory next = history.next(policy, chance);
        String limit = policy.max().isPresent() ? " of " + policy.max().getAsInt() : "";
        return new Verdict(Trigger.RETRY, next, Sentence.insert(end.failure(), ", attempt " + next.attempts() + limit
                + ", next start in " + Words.of(next.lastDelay())));
    }
}
