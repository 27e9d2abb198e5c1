package io.quarkiverse.processmanager;

import java.time.Instant;

/**
 * One line that a process wrote.
 *
 * @param processId the id of the process
 * @param incarnation the number of the start of the process
 * @param sequence its number among all lines of the process; a gap means lines that were dropped
 * @param time when the line was read; with {@code log.mode=direct} when the file had last been changed
 * @param stream the stream of the process
 * @param text the line without its line break; invalid bytes are replaced
 */
public record LogLine(String processId, long incarnation, long sequence, Instant time, Stream stream, String text) {

    /** The two streams of a process. */
    public enum Stream {
        STDOUT,
        STDERR
    }
}
