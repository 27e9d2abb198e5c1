package io.quarkiverse.processmanager.runtime.definition;

import io.quarkiverse.processmanager.CheckGroup;
import io.quarkiverse.processmanager.HealthReport;

/** The record behind {@link HealthReport}. */
public record ReportSettings(CheckGroup group, boolean required) implements HealthReport {

    public static final ReportSettings DEFAULT = new ReportSettings(CheckGroup.READINESS, true);
}
