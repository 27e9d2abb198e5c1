package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.Optional;

/**
 * When a task runs by itself. A process with a schedule is a task, and does not start with the application: the scheduler of Quarkus
 * starts each run, in dev mode and in production, not in tests. A run that fails does not end the schedule. Immutable.
 */
public interface SchedulePolicy {

    /** What happens when a run is due while the task still runs. */
    enum Overlap {
        /** The run is left out. */
        SKIP,
        /** The run begins when the present one has ended. At most one run waits; further runs are left out. */
        QUEUE,
        /** The present run is stopped, and the run begins. */
        REPLACE
    }

    /** The cron expression, in the syntax of {@code quarkus.scheduler.cron-type} (default: none). */
    Optional<String> cron();

    /** The time between the begin of two runs, in whole seconds (default: none). The first run comes that long after the start. */
    Optional<Duration> every();

    /** The id of the time zone of the cron expression, such as {@code Europe/Vienna} (default: that of the JVM). */
    Optional<String> timeZone();

    /** What happens when a run is due while the task still runs (default: {@code SKIP}). */
    Overlap overlap();

    /** Whether the task has a schedule: a cron expression or an interval. */
    default boolean isSet() {
        return cron().isPresent() || every().isPresent();
    }
}
