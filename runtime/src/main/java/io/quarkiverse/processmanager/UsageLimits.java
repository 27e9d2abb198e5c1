package io.quarkiverse.processmanager;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How much a process and everything that it has started may use together, and what happens when they use more. The system
 * enforces none of these limits: the engine compares each measurement of a running process with them.
 */
public interface UsageLimits {

    /** What happens to a process that is over one of its limits. */
    enum Action {
        /** Nothing, as if there were no limits. */
        NONE,
        /** The log, the status and an event report it. */
        WARN,
        /** The engine reports it and stops the process as a failed one, and the restart policy decides. */
        RESTART
    }

    /** The most resident memory in bytes; absent means any. */
    OptionalLong memoryBytes();

    /** The most CPU time, where one core for the whole time is 100; absent means any. */
    OptionalDouble cpuPercent();

    /** How many measurements in a row must be over one of the limits (default: 3), so that a peak does not count. */
    int samples();

    /** What happens then (default: {@code WARN}). */
    Action action();
}
