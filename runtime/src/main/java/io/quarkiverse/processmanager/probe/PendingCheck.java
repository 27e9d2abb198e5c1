package io.quarkiverse.processmanager.probe;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Makes the result of a running check, which a timer completes as a failure at the timeout of the check. */
final class PendingCheck {

    private PendingCheck() {
    }

    /**
     * @param late the detail of the failure at the timeout; {@code " within <timeout>"} is added
     */
    static CompletableFuture<ProbeResult> of(ProbeContext context, String late) {
        return of(context, late, Duration.ZERO);
    }

    /** {@code grace} is added to the timeout, for a means of the check that reports more at the timeout. */
    static CompletableFuture<ProbeResult> of(ProbeContext context, String late, Duration grace) {
        CompletableFuture<ProbeResult> result = new CompletableFuture<>();
        long timer = context.vertx().setTimer(millis(context.timeout().plus(grace)),
                ignored -> result.complete(ProbeResult.failure(late(late, context))));
        result.whenComplete((answer, failure) -> context.vertx().cancelTimer(timer));
        return result;
    }

    /** The detail of a check that is late. */
    static String late(String late, ProbeContext context) {
        return late + " within " + text(context.timeout());
    }

    /** The duration in milliseconds, at least 1, as Vert.x timers need it. */
    static long millis(Duration duration) {
        return Math.max(1, duration.toMillis());
    }

    private static String text(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
