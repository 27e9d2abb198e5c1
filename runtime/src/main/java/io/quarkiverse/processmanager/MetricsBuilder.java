package io.quarkiverse.processmanager;

import io.quarkiverse.processmanager.runtime.definition.PatternDefaults;

/** The keys below {@code metrics}: what the engine measures. */
public final class MetricsBuilder {

    private final PatternDefaults defaults;
    private boolean enabled = true;

    MetricsBuilder(PatternDefaults defaults) {
        this.defaults = defaults;
    }

    /** Whether the engine measures what the process uses (default: true). */
    public MetricsBuilder enabled(boolean enabled) {
        this.enabled = defaults.set("metrics.enabled", enabled);
        return this;
    }

    boolean build() {
        return enabled;
    }
}
