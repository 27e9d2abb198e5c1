package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Duration;
import java.time.Instant;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.rules.HistoryAppender;
import io.quarkiverse.processmanager.runtime.rules.TerminationCause;
import io.quarkiverse.processmanager.runtime.rules.Trigger;
import io.quarkiverse.processmanager.runtime.rules.text.Words;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;

/** Decides what the results of the health check and of the liveness check mean for one process. Confined to the loop. */
final class CheckDecisions {

    private final SupervisorContext context;
    private final SupervisedProcess process;

    CheckDecisions(SupervisorContext context, SupervisedProcess process) {
        this.context = context;
        this.process = process;
    }

    void healthResult(Incarnation which, Health before, ProbeResult result, Duration took) {
        Health health = which.health();
        ProcessHistory.Check check = check(which, result, took);
        if (health == before && health != Health.UNKNOWN) {
            context.recordQuietly(process.id(), past -> HistoryAppender.with(past, check));
            return;
        }
        context.published().record(process.id(), past -> HistoryAppender.with(past, check));
        process.changed();
        if (health == Health.UNKNOWN) {
            process.describe((process.state().definition().external() ? "runs elsewhere; " : "")
                    + "waiting for its first successful check: " + result.detail()
                    + which.question().map(may -> "; " + may).orElse(""));
        } else if (health == Health.HEALTHY && before != Health.HEALTHY) {
            healthy(which, before == Health.UNHEALTHY, result);
        } else if (health == Health.UNHEALTHY && before != Health.UNHEALTHY) {
            unhealthy(which, result);
        }
    }

    /** A failed check below the number of retries changes nothing that a view shows at once. */
    void livenessResult(Incarnation which, Health before, ProbeResult result, Duration took) {
        if (result.success()) {
            which.alive(context.now());
        }
        ProcessHistory.Check check = check(which, result, took);
        if (which.liveness() == before) {
            context.recordQuietly(process.id(), past -> HistoryAppender.withLiveness(past, check));
            return;
        }
        context.published().record(process.id(), past -> HistoryAppender.withLiveness(past, check));
        process.changed();
        if (which.liveness() == Health.UNHEALTHY) {
            String why = "its liveness check failed" + times(which) + ": " + result.detail();
            context.publish(new ProcessEvent.LivenessFailed(process.id(), which.number, time(), result.detail()));
            which.notAlive();
            process.end(TerminationCause.UNHEALTHY, why, why);
        }
    }

    private String times(Incarnation which) {
        int retries = process.state().definition().liveness().map(check -> check.schedule().retries()).orElse(1);
        return retries == 1 ? "" : " " + retries + " times in a row";
    }

    private ProcessHistory.Check check(Incarnation which, ProbeResult result, Duration took) {
        return new ProcessHistory.Check(time(), took, result.success(), result.detail(), which.number);
    }

    private void healthy(Incarnation which, boolean recovered, ProbeResult result) {
        Duration age = which.age(context.now());
        if (recovered) {
            process.describe("healthy again: " + result.detail());
        }
        process.fire(Trigger.UP, "up and healthy after " + Words.of(age));
        context.publish(new ProcessEvent.Healthy(process.id(), which.number, time(), age, recovered));
    }

    private void unhealthy(Incarnation which, ProbeResult result) {
        String why = "unhealthy: " + result.detail();
        process.describe(why);
        context.publish(new ProcessEvent.Unhealthy(process.id(), which.number, time(), result.detail()));
        if (which.prober().orElseThrow().check().onUnhealthy() == ProcessCheck.OnUnhealthy.RESTART) {
            process.end(TerminationCause.UNHEALTHY, why, why);
        }
    }

    private Instant time() {
        return context.time();
    }
}
