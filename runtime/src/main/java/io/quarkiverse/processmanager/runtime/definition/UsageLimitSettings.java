package io.quarkiverse.processmanager.runtime.definition;

import java.util.OptionalDouble;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.UsageLimits;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/** The record behind {@link UsageLimits}. */
public record UsageLimitSettings(OptionalLong memoryBytes, OptionalDouble cpuPercent, int samples, Action action)
        implements
            UsageLimits {

    public static final UsageLimitSettings DEFAULT = new UsageLimitSettings(OptionalLong.empty(), OptionalDouble.empty(), 3,
            Action.WARN);

    /** The settings of which there is a value; not for parsing. */
    @Override
    public String toString() {
        return "UsageLimits[" + SettingText.list("memory", memoryBytes, "cpu", cpuPercent, "samples", samples, "action", action)
                + "]";
    }
}
