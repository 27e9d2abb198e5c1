package io.quarkiverse.processmanager.runtime.definition.task;

import java.time.Duration;
import java.util.Optional;

import io.quarkiverse.processmanager.SchedulePolicy;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/** The record behind {@link SchedulePolicy}. */
public record ScheduleSettings(Optional<String> cron, Optional<Duration> every, Optional<String> timeZone,
        Overlap overlap) implements SchedulePolicy {

    /** A process without a schedule. */
    public static final ScheduleSettings NONE = new ScheduleSettings(Optional.empty(), Optional.empty(), Optional.empty(),
            Overlap.SKIP);

    /** The settings of which there is a value; not for parsing. */
    @Override
    public String toString() {
        return "SchedulePolicy[" + SettingText.list("cron", cron, "every", every, "time-zone", timeZone, "overlap", overlap)
                + "]";
    }
}
