package io.quarkiverse.processmanager;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How much a process may use, summed over it and everything that it has started, and what happens when it uses more. Nothing is
 * enforced by the system: each measurement of a running process is compared with it.
 *
 * @param memoryBytes the most resident memory; absent means any
 * @param cpuPercent the most CPU time, where one core for the whole time is 100; absent means any
 * @param samples how many measurements in a row must be over one of the limits; three, so that a peak does not count
 * @param action what happens then
 */
public record UsageLimits(OptionalLong memoryBytes, OptionalDouble cpuPercent, int samples, Action action) {

    /** No limits. */
    public static final UsageLimits DEFAULT = new UsageLimits(OptionalLong.empty(), OptionalDouble.empty(), 3, Action.WARN);

    /** What happens to a process that is over one of its limits. */
    public enum Action {
        /** Nothing, as if there were no limits. */
        NONE,
        /** The log, the status and an event say so. */
        WARN,
        /** It is stopped besides, as one that has failed, and the restart policy decides. */
        RESTART
    }
}
