package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Duration;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.runtime.supervisor.loop.SupervisorContext;

/** The stop of one process until its grace period is over: the stop signal, and the timer for the kill. Confined to the loop. */
final class GracePeriod {

    private final SupervisorContext context;
    private final ProcessState state;
    private final ProcessReports reports;
    private final PhaseTimer timer;

    GracePeriod(SupervisorContext context, ProcessState state, ProcessReports reports, PhaseTimer timer) {
        this.context = context;
        this.state = state;
        this.reports = reports;
        this.timer = timer;
    }

    /** Requests the stop of the current incarnation. {@code why} is the reason for the event. */
    void begin(String why) {
        Incarnation current = state.incarnation().orElseThrow();
        current.pauseProbes();
        context.publish(new ProcessEvent.Stopping(state.id(), current.number, state.since().time(), why));
        terminate(current);
    }

    /** Requests the stop again, because a failed step can have lost the request. */
    void again() {
        state.incarnation().ifPresent(this::terminate);
    }

    private void terminate(Incarnation current) {
        Duration grace = current.ending().grace(state.definition().stop());
        // In this order: after a request that throws, the repair finds no timer and requests again.
        current.terminate(state.since(), grace);
        timer.arm(grace, reports::gracePeriodExpired);
    }

    /** Limits the grace period, also one that has begun. A process that has had this time is killed at once. */
    void limit(Duration limit) {
        state.incarnation().ifPresent(current -> {
            current.ending().limitGrace(limit);
            if (state.phase() == ProcessPhase.STOPPING) {
                shorten(current);
            }
        });
    }

    private void shorten(Incarnation current) {
        Duration left = state.since().plus(current.ending().grace(state.definition().stop())).since(context.now());
        if (left.compareTo(Duration.ZERO) > 0) {
            current.shortenGrace(left);
            timer.arm(left, reports::gracePeriodExpired);
        } else {
            reports.gracePeriodExpired();
        }
    }
}
