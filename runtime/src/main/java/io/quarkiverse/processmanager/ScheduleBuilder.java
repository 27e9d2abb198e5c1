package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;
import io.quarkiverse.processmanager.runtime.definition.task.ScheduleSettings;

/** The keys below {@code schedule}: when a task runs by itself. */
public final class ScheduleBuilder {

    private final PatternDefaults defaults;
    private Optional<String> cron = ScheduleSettings.NONE.cron();
    private Optional<Duration> every = ScheduleSettings.NONE.every();
    private Optional<String> timeZone = ScheduleSettings.NONE.timeZone();
    private SchedulePolicy.Overlap overlap = ScheduleSettings.NONE.overlap();

    ScheduleBuilder(PatternDefaults defaults) {
        this.defaults = defaults;
    }

    /** The cron expression, such as {@code 0 0 3 * * ?}, in the syntax of {@code quarkus.scheduler.cron-type}. */
    public ScheduleBuilder cron(String expression) {
        this.cron = Optional.of(defaults.set("schedule.cron", expression));
        return this;
    }

    /** The time between the begin of two runs, in whole seconds. */
    public ScheduleBuilder every(Duration interval) {
        this.every = Optional.of(defaults.set("schedule.every", interval));
        return this;
    }

    /** The id of the time zone of the cron expression, such as {@code Europe/Vienna} (default: that of the JVM). */
    public ScheduleBuilder timeZone(String zone) {
        this.timeZone = Optional.of(defaults.set("schedule.time-zone", zone));
        return this;
    }

    /** What happens when a run is due while the task still runs (default: {@code SKIP}). */
    public ScheduleBuilder overlap(SchedulePolicy.Overlap overlap) {
        this.overlap = defaults.set("schedule.overlap", overlap);
        return this;
    }

    ScheduleSettings build() {
        return new ScheduleSettings(cron, every, timeZone, overlap);
    }
}
