package io.quarkiverse.processmanager.runtime.config.group;

import java.time.Duration;
import java.util.Optional;

import io.quarkiverse.processmanager.ScheduleBuilder;
import io.quarkiverse.processmanager.SchedulePolicy.Overlap;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;

/** When a task runs by itself. */
@ConfigGroup
public interface ScheduleConfig {

    /**
     * The cron expression, such as {@code 0 0 3 * * ?} for 3 o'clock in each night, in the syntax of
     * {@code quarkus.scheduler.cron-type}. A schedule makes a task of the process, and the process does not start with the
     * application. The schedule is in force in dev mode and in production, not in tests. A run that fails does not end it.
     */
    Optional<String> cron();

    /**
     * The time between the begin of two runs, such as {@code 10m}, in whole seconds. The first run comes that long after the start of
     * the application. A live reload does not begin a new interval. Otherwise as {@code schedule.cron}.
     */
    Optional<Duration> every();

    /**
     * The time zone of {@code schedule.cron}, such as {@code Europe/Vienna} (default: the time zone of the JVM).
     */
    Optional<String> timeZone();

    /**
     * What happens when a run is due while the task still runs. {@code skip} leaves the run out. {@code queue} begins the run when the
     * present one has ended; at most one run waits. {@code replace} stops the present run and begins the next one.
     */
    @ConfigDocDefault("skip")
    Optional<Overlap> overlap();

    static void apply(ScheduleConfig config, ScheduleBuilder builder) {
        config.cron().ifPresent(builder::cron);
        config.every().ifPresent(builder::every);
        config.timeZone().ifPresent(builder::timeZone);
        config.overlap().ifPresent(builder::overlap);
    }
}
