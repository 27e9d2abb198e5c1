package io.quarkiverse.processmanager.runtime.process.table;

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
}
