package io.quarkiverse.processmanager.runtime.rules;

import java.time.Duration;

import io.quarkiverse.processmanager.RestartPolicy;

/**
 * The part of its restart budget that a process has used.
 *
 * @param attempts the restarts in a row
 * @param lastDelay the delay before the last one
 */
public record RestartHistory(int attempts, Duration lastDelay) {

    /** A full budget. */
    public static final RestartHistory FRESH = new RestartHistory(0, Duration.ZERO);

    /** The history after the process was up for the given time. The budget is full again after {@code restart.reset-after}. */
    RestartHistory afterUp(Duration up, RestartPolicy policy) {
        Duration proof = policy.resetAfter().compareTo(lastDelay) > 0 ? policy.resetAfter() : lastDelay;
        return up.compareTo(proof) >= 0 ? FRESH : this;
    }

    /** Whether a process that fails after the given time up is started again. */
    public boolean allowsAnother(RestartPolicy policy, Duration up) {
        return policy.mode() != RestartPolicy.Mode.NEVER && !afterUp(up, policy).isSpent(policy);
    }

    boolean isSpent(RestartPolicy policy) {
        return policy.max().isPresent() && attempts >= policy.max().getAsInt();
    }

    RestartHistory next(RestartPolicy policy, double chance) {
        return new RestartHistory(attempts + 1, Backoff.delay(policy, attempts + 1, chance));
    }
}
