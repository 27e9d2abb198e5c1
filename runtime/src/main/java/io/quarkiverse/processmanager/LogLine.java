package io.quarkiverse.processmanager;

import java.time.Instant;

/**
 * One line that a process wrote. Immutable.
 *
 * @param processId the id of the process
 * @param incarnation the number of the start of the process
 * @param sequence the number of the line among all lines of the process; a gap shows dropped lines
 * @param time the time when the engine read the line; with {@code log.mode=direct} the time of the last change of the file
 * @param stream the stream that the process wrote to; {@code STDOUT} for both streams with {@code log.merge=true} and with
 *        {@code log.mode=direct}
 * @param text the line without its line break, with a replacement character for invalid bytes
 */
public record LogLine(String processId, long incarnation, long sequence, Instant time, Stream stream, String text) {

    /** The id and the text in one line for people, not for parsing: {@code db: ready}, {@code db (stderr): no such file}. */
    @Override
    public String toString() {
        return processId + (stream == Stream.STDERR ? " (stderr): " : ": ") + text;
    }

    /** The two streams of a process. */
    public enum Stream {
        /** Standard output. */
        STDOUT,
        /** Standard error. */
        STDERR
    }
}
