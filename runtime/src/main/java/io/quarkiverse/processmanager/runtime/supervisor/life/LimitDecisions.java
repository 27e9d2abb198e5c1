package io.quarkiverse.processmanager.runtime.supervisor.life;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.UsageLimits;
import io.quarkiverse.processmanager.runtime.rules.LimitTally;
import io.quarkiverse.processmanager.runtime.rules.TerminationCause;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;

/** Compares the measurements of a process with its usage limits, and acts if it exceeds them. Confined to the loop. */
final class LimitDecisions {

    private final SupervisorContext context;
    private final SupervisedProcess process;

    LimitDecisions(SupervisorContext context, SupervisedProcess process) {
        this.context = context;
        this.process = process;
    }

    /** A running process was measured. */
    void compare(Incarnation which, ProcessMetrics metrics) {
        LimitTally before = which.limits();
        LimitTally after = before.with(metrics, state().definition().usageLimits());
        which.limits(after);
        if (after.isOver() && !before.isOver()) {
            overLimit(which, after.why(metrics), after.limits().action());
        } else if (before.isOver() && !after.isOver() && state().topic() == ProcessState.Topic.LIMITS) {
            process.describe(after.limits().equals(before.limits()) ? "within its limits again" : "its limits have changed");
        }
    }

    private void overLimit(Incarnation which, String why, UsageLimits.Action action) {
        boolean stop = action == UsageLimits.Action.RESTART;
        boolean again = state().budget().allowsAnother(state().definition().restart(), which.upFor(context.now()));
        process.describe(why, ProcessState.Topic.LIMITS);
        context.publish(new ProcessEvent.OverLimit(process.id(), which.number, context.time(), why, stop && again));
        if (stop) {
            process.end(TerminationCause.OVER_LIMIT, why, why);
        }
    }

    private ProcessState state() {
        return process.state();
    }
}
