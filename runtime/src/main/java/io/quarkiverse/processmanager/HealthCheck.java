package io.quarkiverse.processmanager;

import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeSchedule;

/**
 * How a process is checked, how often, and what a lasting failure means. A change of it is applied without a restart; two
 * checks are the same if their probes are equal, so a probe of your own should be a record.
 */
public record HealthCheck(Probe probe, ProbeSchedule schedule, OnUnhealthy onUnhealthy) {

    /** What happens to a process that turns unhealthy. */
    public enum OnUnhealthy {
        /** It is shown, and reported to the application's readiness. A debugger at a breakpoint must not kill a process. */
        NONE,
        /** It is stopped, and the restart policy decides. */
        RESTART
    }
}
