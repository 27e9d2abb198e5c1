package io.quarkiverse.processmanager.runtime.rules;

import java.time.Duration;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.probe.ProbeSchedule;

/**
 * The results of the checks of one incarnation so far.
 *
 * @param health the health that follows from them
 * @param successes the successes in a row
 * @param failures the counted failures in a row
 * @param checks the number of results
 */
public record ProbeTally(Health health, int successes, int failures, int checks) {

    /** No result yet. */
    public static final ProbeTally NONE = new ProbeTally(Health.UNKNOWN, 0, 0, 0);

    /** The longest interval between two checks while a process fails. */
    private static final Duration FAILING_INTERVAL = Duration.ofSeconds(1);

    /** The tally with one more result. A failure before the first success does not count: the process is still starting. */
    public ProbeTally with(ProbeResult result, ProbeSchedule schedule) {
        if (result.success()) {
            int row = Math.min(successes + 1, schedule.successThreshold());
            boolean enough = row >= schedule.successThreshold();
            return new ProbeTally(enough ? Health.HEALTHY : health, row, enough ? 0 : failures, more());
        }
        if (isOpen()) {
            return new ProbeTally(health, 0, 0, more());
        }
        int row = Math.min(failures + 1, schedule.retries());
        return new ProbeTally(row >= schedule.retries() ? Health.UNHEALTHY : health, 0, row, more());
    }

    /** Whether the health is not known yet. */
    public boolean isOpen() {
        return health == Health.UNKNOWN;
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
        boolean steady = health == Health.HEALTHY && failures == 0;
        return steady || schedule.interval().compareTo(FAILING_INTERVAL) < 0 ? schedule.interval() : FAILING_INTERVAL;
    }

    private int more() {
        return checks == Integer.MAX_VALUE ? checks : checks + 1;
    }
}
