package io.quarkiverse.processmanager.runtime.process.table;

import java.util.OptionalLong;

/**
 * How far the system is in assigning pids. It assigns them in turn, and begins again behind the highest one.
 *
 * @param last the pid that it has assigned last
 * @param limit the number of pids that it assigns before it begins again
 */
public record PidCounter(long last, long limit) {

    /** Whether the system can have assigned this pid since the earlier count, if it has not assigned all pids in between. */
    public boolean hasPassed(long pid, PidCounter earlier) {
        return last >= earlier.last ? pid > earlier.last && pid <= last : pid > earlier.last || pid <= last;
    }

    /**
     * How many pids the system has assigned since the earlier count; empty if it has begun again behind the highest one, or seems
     * to have.
     */
    public OptionalLong since(PidCounter earlier) {
        return last >= earlier.last ? OptionalLong.of(last - earlier.last) : OptionalLong.empty();
    }
}
