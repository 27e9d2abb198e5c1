package io.quarkiverse.processmanager.runtime.rules;

import java.time.Duration;

import io.quarkiverse.processmanager.RestartPolicy;
import io.quarkiverse.processmanager.runtime.time.Durations;

/** Computes the delay before a restart: {@code restart.delay} grown by {@code restart.backoff}, varied by the jitter. */
public final class Backoff {

    private Backoff() {
    }

    /**
     * The delay before the given attempt, for any attempt from 1 on.
     *
     * @param chance a random number from 0 to 1 that places the delay within the jitter
     */
    public static Duration delay(RestartPolicy policy, int attempt, double chance) {
        if (policy.delay().isZero()) {
            return Duration.ZERO;
        }
        double longest = Durations.nanos(policy.maxDelay());
        double grown = Math.min(longest,
                Durations.nanos(policy.delay()) * Math.pow(policy.backoff(), Math.max(0, attempt - 1)));
        double varied = grown * (1 + policy.jitter() * (2 * chance - 1));
        return Duration.ofNanos((long) Math.min(longest, varied));
    }
}
