package io.quarkiverse.processmanager.probe;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Makes the result of a running check, which a timer completes as a failure at the timeout of the check. */
final class PendingCheck {

    private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(24);
    private static final int CONNECT_GRACE_MILLIS = 1_000;

    private PendingCheck() {
    }

    static CompletableFuture<ProbeResult> of(ProbeContext context, Probe probe) {
        return of(context, probe, 0);
    }

    /** {@code graceMillis} is added to the timeout, for a means of the check that reports more at the timeout. */
    static CompletableFuture<ProbeResult> of(ProbeContext context, Probe probe, long graceMillis) {
        CompletableFuture<ProbeResult> result = new CompletableFuture<>();
        long timer = context.vertx().setTimer(millis(context.timeout()) + graceMillis,
                ignored -> result.complete(ProbeResult.late(probe, context.timeout())));
        result.whenComplete((answer, failure) -> context.vertx().cancelTimer(timer));
        return result;
    }

    /** The duration in milliseconds, as Vert.x timers need it: at least 1, and at most 24 days, which fit into an {@code int}. */
    static int millis(Duration duration) {
        return (int) Math.min(LONGEST_MILLIS, Math.max(1, TimeUnit.MILLISECONDS.convert(duration)));
    }

    /** The time in which a connection must be open. The timer of the check is earlier, and reports what the check has waited for. */
    static int connectMillis(ProbeContext context) {
        return millis(context.timeout()) + CONNECT_GRACE_MILLIS;
    }
}
