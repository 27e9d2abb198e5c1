package io.quarkiverse.processmanager;

import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeSchedule;

/**
 * A check of a process, of its health or of its liveness: the probe, its schedule, and the reaction to an unhealthy
 * process. A change applies without a restart. Two checks are the same if their probes are equal, so make the class of a
 * probe of your own a record. Immutable.
 */
public interface ProcessCheck {

    /** What happens to a process that turns unhealthy. */
    enum OnUnhealthy {
        /** The status and the health of the application report the process, which runs on: a breakpoint must not kill it. */
        NONE,
        /** The engine stops the process, and the restart policy decides. */
        RESTART
    }

    /** The check. */
    Probe probe();

    /** The interval of the check, and how many results in a row change the health. */
    ProbeSchedule schedule();

    /** What happens to an unhealthy process (default: {@code NONE}; a liveness check always has {@code RESTART}). */
    OnUnhealthy onUnhealthy();
}
