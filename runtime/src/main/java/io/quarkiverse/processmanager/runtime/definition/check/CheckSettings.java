package io.quarkiverse.processmanager.runtime.definition.check;

import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/** The record behind {@link ProcessCheck}. */
public record CheckSettings(Probe probe, ProbeSchedule schedule, OnUnhealthy onUnhealthy) implements ProcessCheck {

    /** The check and its main settings; not for parsing. */
    @Override
    public String toString() {
        return "ProcessCheck["
                + SettingText.list("probe", probe, "interval", schedule.interval(), "timeout", schedule.timeout(), "retries",
                        schedule.retries(), "on-unhealthy", onUnhealthy)
                + "]";
    }
}
