package io.quarkiverse.processmanager;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkiverse.processmanager.runtime.definition.ReportSettings;
import io.quarkiverse.processmanager.runtime.definition.check.CheckInference;
import io.quarkiverse.processmanager.runtime.definition.listen.Listening;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;

/**
 * The keys below {@code health}: how the engine finds out whether the process is ready and works. Set one kind of check:
 * {@link #probe}, {@link #url}, {@link #path}, {@link #port}, {@link #command}, {@link #log}, {@link #notify(String)},
 * {@link #file} or {@link #grpc}.
 */
public final class HealthBuilder extends CheckBuilder<HealthBuilder> {

    private CheckGroup group = ReportSettings.DEFAULT.group();

    HealthBuilder(PatternDefaults defaults) {
        super("health", defaults);
    }

    @Override
    HealthBuilder self() {
        return this;
    }

    /** The health group that contains the process (default: {@code READINESS}). */
    public HealthBuilder group(CheckGroup group) {
        this.group = inputs.set("group", group);
        return this;
    }

    /** The delays of a probe of your own until its first success (default: {@code CHEAP}). No property sets this. */
    public HealthBuilder eager(ProbeSchedule.Eager delays) {
        inputs.eager = Optional.of(inputs.set("eager", delays));
        return this;
    }

    /** Checks the output: the process is healthy from the first line that matches this regular expression. */
    public HealthBuilder log(String regex) {
        inputs.replaceKindsOfPattern();
        inputs.log = Optional.of(inputs.set("log", regex));
        return this;
    }

    /**
     * Waits until the process itself reports that it is ready: {@code socket} for {@code READY=1} as {@code sd_notify} sends it, or
     * {@code fd:3} for a line on that descriptor.
     */
    public HealthBuilder notify(String channel) {
        inputs.replaceKindsOfPattern();
        inputs.notice = Optional.of(inputs.set("notify", channel));
        return this;
    }

    /**
     * How long a process with {@code notify("socket")} may send no {@code WATCHDOG=1} after it is ready (default: for ever). It finds
     * the time in the variable {@code WATCHDOG_USEC}.
     */
    public HealthBuilder watchdog(Duration silence) {
        inputs.watchdog = Optional.of(inputs.set("watchdog", silence));
        return this;
    }

    /** How many checks in a row must succeed until the process is healthy (default: 1). */
    public HealthBuilder successThreshold(int successes) {
        inputs.successThreshold = inputs.set("success-threshold", successes);
        return this;
    }

    /** What happens to an unhealthy process (default: {@code NONE}, with a watchdog {@code RESTART}). */
    public HealthBuilder onUnhealthy(ProcessCheck.OnUnhealthy reaction) {
        inputs.onUnhealthy = Optional.of(inputs.set("on-unhealthy", reaction));
        return this;
    }

    CheckGroup group() {
        return group;
    }

    Optional<ProcessCheck> build(Listening process, BiConsumer<String, String> problems) {
        return CheckInference.health(inputs, process, problems);
    }
}
