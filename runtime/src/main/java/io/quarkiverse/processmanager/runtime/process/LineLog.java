package io.quarkiverse.processmanager.runtime.process;

import io.quarkiverse.processmanager.LogLine;

/**
 * Receives the output of all processes for the log. A log that is too slow, or that limits the rate, loses lines; it never holds
 * up a process.
 */
@FunctionalInterface
public interface LineLog {

    /** Writes a line. One dedicated thread calls it, and it may block. */
    void line(LogLine line);

    /**
     * Whether lines of this stream are logged at the moment; a line that is not logged costs nothing. The threads that read
     * output call it often, so it returns at once.
     */
    default boolean wants(String processId, LogLine.Stream stream) {
        return true;
    }

    /** How many lines of the process the log takes in a second, and ten times as many at once; 0 for no limit. */
    default int rateLimit(String processId) {
        return 0;
    }

    /** Why lines are left out. */
    enum Cause {
        /** The process wrote more lines than {@link #rateLimit} allows. */
        RATE_LIMIT,
        /** The log took so long for the lines before that the buffer of the process dropped the lines. */
        SLOW_LOG
    }

    /** So many lines were left out before the next line. */
    default void leftOut(String processId, long count, Cause cause) {
        // A log without gaps of its own.
    }
}
