package io.quarkiverse.processmanager;

import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeSchedule;

/**
 * The health check of a process: what is checked, how often, and what a lasting failure means. A change applies without a
 * restart. Two checks are the same if their probes are equal, so a probe of your own should be a record.
 */
public interface ProcessCheck {

    /** What happens to a process that turns unhealthy. */
    enum OnUnhealthy {
        /** The status and the readiness of the application report it. A debugger at a breakpoint must not kill a process. */
        NONE,
        /** The engine stops the process, and the restart policy decides. */
        RESTART
    }

    /** What is checked. */
    Probe probe();

    /** How often, and how many results make a verdict. */
    ProbeSchedule schedule();

    /** What happens to an unhealthy process (default: {@code NONE}). */
    OnUnhealthy onUnhealthy();
}
