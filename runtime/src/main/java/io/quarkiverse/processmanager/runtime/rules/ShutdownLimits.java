package io.quarkiverse.processmanager.runtime.rules;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessDefinition;

/**
 * The time limits of a stop of all processes. The stop ends at the latest after the timeout, the last grace period and the time
 * of the kills.
 *
 * @param timeout {@code shutdown-timeout}: the time in which the processes are stopped in order; absent if not set
 * @param lastGracePeriod {@code last-grace-period}: the time that each process has at least between its stop signal and its
 *        kill, also after the timeout. A shorter timeout, and a shorter {@code stop.timeout} of the process, apply
 */
public record ShutdownLimits(Optional<Duration> timeout, Duration lastGracePeriod) {

    /** The timeout of processes whose grace periods are not longer. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** Long enough for a database to write a checkpoint, short enough for a developer who waits for the prompt. */
    public static final Duration DEFAULT_LAST_GRACE_PERIOD = Duration.ofSeconds(5);

    public static final ShutdownLimits DEFAULT = new ShutdownLimits(Optional.empty(), DEFAULT_LAST_GRACE_PERIOD);

    /**
     * The timeout for these processes. Without a setting it is 30 s, or the longest {@code stop.timeout} if that is longer, so
     * that no default contradicts the grace period of a process.
     */
    public Duration timeout(Collection<ProcessDefinition> processes) {
        if (timeout.isPresent()) {
            return timeout.get();
        }
        Duration longest = DEFAULT_TIMEOUT;
        for (ProcessDefinition process : processes) {
            longest = longer(longest, process.stop().timeout());
        }
        return longest;
    }

    /** The last grace period of a stop with this timeout, so that a stop that is to be short ends soon. */
    public Duration lastGrace(Duration ofTimeout) {
        return ofTimeout.compareTo(lastGracePeriod) < 0 ? ofTimeout : lastGracePeriod;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
