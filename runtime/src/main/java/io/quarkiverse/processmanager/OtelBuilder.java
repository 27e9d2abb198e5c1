package io.quarkiverse.processmanager;

import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;
import io.quarkiverse.processmanager.runtime.definition.traits.OtelSettings;
import io.smallrye.common.annotation.Experimental;

/** The keys below {@code otel}: what a process has to do with the OpenTelemetry of the application. */
@Experimental("The builder may get further settings")
public final class OtelBuilder {

    private final PatternDefaults defaults;
    private boolean logs = OtelSettings.NONE.logs();
    private boolean environment = OtelSettings.NONE.environment();

    OtelBuilder(PatternDefaults defaults) {
        this.defaults = defaults;
    }

    /** Whether the lines of the process are exported as log records of OpenTelemetry (default: false). */
    public OtelBuilder logs(boolean logs) {
        this.logs = defaults.set("otel.logs", logs);
        return this;
    }

    /** Whether the process receives the variables of {@link OtelPolicy#environment()} (default: false). */
    public OtelBuilder environment(boolean environment) {
        this.environment = defaults.set("otel.environment", environment);
        return this;
    }

    OtelSettings build() {
        return new OtelSettings(logs, environment);
    }
}
