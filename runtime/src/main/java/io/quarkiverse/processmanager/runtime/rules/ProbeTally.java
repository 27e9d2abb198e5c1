package io.quarkiverse.processmanager.runtime.rules;

import java.time.Duration;

import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.probe.ProbeSchedule;

/**
 * The results of the checks of one incarnation so far.
 *
 * @param health what they add up to
 * @param successes the successes in a row
 * @param failures the failures in a row that count
 * @param checks how many there were
 */
public record ProbeTally(Health health, int successes, int failures, int checks) {

    /** No result yet. */
    public static final ProbeTally NONE = new ProbeTally(Health.UNKNOWN, 0, 0, 0);

    /** While a process fails it is checked at least this often. */
    private static final Duration FAILING_INTERVAL = Duration.ofSeconds(1);

    /** The tally with one result more. A failure before the first verdict does not count: the process is still starting. */
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

    /** Whether nothing has been decided yet. */
    public boolean isOpen() {
        return health == Health.UNKNOWN;
    }

    /** How long to wait before the next check. */
    public Duration pause(ProbeSchedule schedule) {
        if (checks == 0) {
            return schedule.initialDelay();
        }
        if (isOpen()) {
            return schedule.eager().pause(checks);
        }
        boolean well = health == Health.HEALTHY && failures == 0;
        return well || schedule.interval().compareTo(FAILING_INTERVAL) < 0 ? schedule.interval() : FAILING_INTERVAL;
    }

    private int more() {
        return checks == Integer.MAX_VALUE ? checks : checks + 1;
    }
}
