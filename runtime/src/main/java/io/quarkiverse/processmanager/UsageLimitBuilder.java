package io.quarkiverse.processmanager;

import java.util.OptionalDouble;
import java.util.OptionalLong;

import io.quarkiverse.processmanager.runtime.definition.UsageLimitSettings;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;

/** The keys below {@code usage-limit}: how much memory and CPU time a process tree may use. */
public final class UsageLimitBuilder {

    private final PatternDefaults defaults;
    private OptionalLong memory = UsageLimitSettings.DEFAULT.memoryBytes();
    private OptionalDouble cpu = UsageLimitSettings.DEFAULT.cpuPercent();
    private int samples = UsageLimitSettings.DEFAULT.samples();
    private UsageLimits.Action action = UsageLimitSettings.DEFAULT.action();

    UsageLimitBuilder(PatternDefaults defaults) {
        this.defaults = defaults;
    }

    /** The most resident memory of the process tree in bytes (default: no limit). */
    public UsageLimitBuilder memory(long bytes) {
        this.memory = OptionalLong.of(defaults.set("usage-limit.memory", bytes));
        return this;
    }

    /** The most CPU time of the process tree in percent of one core (default: no limit). */
    public UsageLimitBuilder cpu(double percent) {
        this.cpu = OptionalDouble.of(defaults.set("usage-limit.cpu", percent));
        return this;
    }

    /** How many measurements in a row must exceed a limit (default: 3). */
    public UsageLimitBuilder samples(int samples) {
        this.samples = defaults.set("usage-limit.samples", samples);
        return this;
    }

    /** What happens when the process tree has exceeded a limit (default: {@code WARN}). */
    public UsageLimitBuilder action(UsageLimits.Action action) {
        this.action = defaults.set("usage-limit.action", action);
        return this;
    }

    UsageLimitSettings build() {
        return new UsageLimitSettings(memory, cpu, samples, action);
    }
}
