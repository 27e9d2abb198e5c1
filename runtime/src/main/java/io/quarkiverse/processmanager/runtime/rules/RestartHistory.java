package io.quarkiverse.processmanager.runtime.rules;

import java.time.Duration;

import io.quarkiverse.processmanager.RestartPolicy;

/**
 * How much of its budget of restarts a process has used.
 *
 * @param attempts the restarts in a row
 * @param lastDelay the pause before the last one
 */
public record RestartHistory(int attempts, Duration lastDelay) {

    /** A full budget. */
    public static final RestartHistory FRESH = new RestartHistory(0, Duration.ZERO);

    /** The history after the process has been up for a while: long enough and the budget is full again. */
    RestartHistory afterUp(Duration up, RestartPolicy policy) {
        Duration proof = policy.resetAfter().compareTo(lastDelay) > 0 ? policy.resetAfter() : lastDelay;
        return up.compareTo(proof) >= 0 ? FRESH : this;
    }

    /** Whether a process that fails after it has been up for so long is started again. */
    public boolean allowsAnother(RestartPolicy policy, Duration up) {
        return policy.mode() != RestartPolicy.Mode.NEVER && !afterUp(up, policy).isSpent(policy);
    }

    boolean isSpent(RestartPolicy policy) {
        return attempts >= policy.max();
    }

    RestartHistory next(RestartPolicy policy, double chance) {
        return new RestartHistory(attempts + 1, Backoff.delay(policy, attempts + 1, chance));
    }
}
