package io.quarkiverse.processmanager;

import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;

/** The keys below {@code metrics}: whether the engine measures a process. */
public final class MetricsBuilder {

    private final PatternDefaults defaults;
    private boolean enabled = true;

    MetricsBuilder(PatternDefaults defaults) {
        this.defaults = defaults;
    }

    /** Whether the engine measures the CPU time, the memory and the open files of the process tree (default: true). */
    public MetricsBuilder enabled(boolean enabled) {
        this.enabled = defaults.set("metrics.enabled", enabled);
        return this;
    }

    boolean build() {
        return enabled;
    }
}
