package io.quarkiverse.processmanager.runtime.supervisor.life;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.rules.TerminationCause;
import io.quarkiverse.processmanager.runtime.time.Moment;

/** Why and how one incarnation ends: values, and the questions that they answer. Confined to the loop. */
public final class Ending {

    private TerminationCause cause = TerminationCause.EXIT;
    private String detail = "";
    private Optional<Moment> since = Optional.empty();
    private Optional<Duration> graceLimit = Optional.empty();
    private boolean killed;
    private List<String> survivors = List.of();

    /** Notes why it is ending; the last note counts. {@code detail} says what went wrong, and is empty for a request. */
    public void because(TerminationCause cause, String detail) {
        this.cause = cause;
        this.detail = detail;
    }

    TerminationCause cause() {
        return cause;
    }

    String detail() {
        return detail;
    }

    /** The stop is requested. */
    void begins(Moment now) {
        since = Optional.of(now);
    }

    /** The time between the request for the stop and the given moment. */
    Duration lasted(Moment now) {
        return since.map(now::since).orElse(Duration.ZERO);
    }

    /** The grace period is not longer than this, whatever the stop policy says. */
    void limitGrace(Duration limit) {
        graceLimit = Optional.of(limit);
    }

    /** The time between the stop signal and the kill. */
    Duration grace(StopPolicy policy) {
        return graceLimit.filter(limit -> limit.compareTo(policy.timeout()) < 0).orElse(policy.timeout());
    }

    /** Some processes of the tree were alive at the kill. */
    void killed() {
        killed = true;
    }

    boolean isKilled() {
        return killed;
    }

    /** A kill had no effect on these processes. */
    void survivors(List<String> survivors) {
        this.survivors = survivors;
    }

    List<String> survivors() {
        return survivors;
    }
}
