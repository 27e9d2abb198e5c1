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
        CompletableFuture<ProbeResult> result = new CompletableFuture<>();
        long timer = context.vertx().setTimer(millis(context.timeout()),
                ignored -> result.complete(ProbeResult.failure(late + " within " + text(context.timeout()))));
        result.whenComplete((answer, failure) -> context.vertx().cancelTimer(timer));
        return result;
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
