package io.quarkiverse.processmanager;

import java.time.Instant;

/**
 * One line that a process wrote.
 *
 * @param processId who wrote it
 * @param incarnation which start of the process wrote it
 * @param sequence its number among all lines of the process; a gap means lines that were dropped
 * @param time when it was read; for one that the process wrote into its file by itself, when that file had last been changed
 * @param stream where it was written to
 * @param text the line without its line break; invalid bytes are replaced
 */
public record LogLine(String processId, long incarnation, long sequence, Instant time, Stream stream, String text) {

    /** The two streams of a process. */
    public enum Stream {
        STDOUT,
        STDERR
    }
}
