package io.quarkiverse.processmanager;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How much memory and CPU time a process tree may use, and what happens when it uses more. The operating system does not
 * enforce these limits: the engine compares each measurement of a running process with them. Immutable.
 */
public interface UsageLimits {

    /** What happens to a process that has exceeded a limit. */
    enum Action {
        /** The limits have no effect. */
        NONE,
        /** The log, the status and the event {@link ProcessEvent.OverLimit} report the process. */
        WARN,
        /** As with {@link #WARN}; the engine also stops the process as a failed one, and the restart policy decides. */
        RESTART
    }

    /** The most resident memory of the process tree in bytes (default: no limit). */
    OptionalLong memoryBytes();

    /** The most CPU time of the process tree in percent of one core (default: no limit). */
    OptionalDouble cpuPercent();

    /** How many measurements in a row must exceed a limit (default: 3), so that a peak does not count. */
    int samples();

    /** What happens when the process has exceeded a limit (default: {@code WARN}). */
    Action action();
}
