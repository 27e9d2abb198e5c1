package io.quarkiverse.processmanager.runtime.rules;

import java.time.Duration;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.probe.ProbeSchedule;

/**
 * The results of one check of one incarnation so far.
 *
 * @param purpose what the results are for
 * @param health the health that follows from them
 * @param successes the successes in a row
 * @param failures the counted failures in a row
 * @param checks the number of results
 */
public record ProbeTally(Purpose purpose, Health health, int successes, int failures, int checks) {

    /** What a check is for, and what its first failures mean. */
    public enum Purpose {
        /** To be ready: the process is starting until the first success. */
        HEALTH,
        /** To go on: the check begins when the process is ready, so each failure counts. */
        LIVENESS
    }

    /** The longest interval between two health checks while a process fails. */
    private static final Duration FAILING_INTERVAL = Duration.ofSeconds(1);

    /** No result yet. */
    public static ProbeTally none(Purpose purpose) {
        return new ProbeTally(purpose, Health.UNKNOWN, 0, 0, 0);
    }

    /** The tally with one more result. A failure of a starting process does not count. */
    public ProbeTally with(ProbeResult result, ProbeSchedule schedule) {
        if (result.success()) {
            int row = Math.min(successes + 1, schedule.successThreshold());
            boolean enough = row >= schedule.successThreshold();
            return new ProbeTally(purpose, enough ? Health.HEALTHY : health, row, enough ? 0 : failures, more());
        }
        if (isOpen()) {
            return new ProbeTally(purpose, health, 0, 0, more());
        }
        int row = Math.min(failures + 1, schedule.retries());
        return new ProbeTally(purpose, row >= schedule.retries() ? Health.UNHEALTHY : health, 0, row, more());
    }

    /** Whether the process is starting: its health is not known yet. */
    public boolean isOpen() {
        return purpose == Purpose.HEALTH && health == Health.UNKNOWN;
    }

    /**
     * The delay before the next check.
     *
     * @param elapsed the time since the first check
     */
    public Duration pause(ProbeSchedule schedule, Duration elapsed) {
        if (checks == 0) {
            return schedule.initialDelay();
        }
        if (isOpen()) {
            return schedule.eager().pause(elapsed);
        }
        // A restart is costly, so a failed liveness check has the patience that the user has set.
        boolean steady = purpose == Purpose.LIVENESS || health == Health.HEALTHY && failures == 0;
        return steady || schedule.interval().compareTo(FAILING_INTERVAL) < 0 ? schedule.interval() : FAILING_INTERVAL;
    }

    private int more() {
        return checks == Integer.MAX_VALUE ? checks : checks + 1;
    }
}
