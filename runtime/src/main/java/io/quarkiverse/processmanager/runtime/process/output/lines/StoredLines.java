package io.quarkiverse.processmanager.runtime.process.output.lines;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogLine.Stream;

/**
 * Successive lines of one block of a {@link LogBuffer}.
 *
 * @param sequence the number of the first line
 * @param bytes the lines, with a line feed behind each
 */
record StoredLines(String processId, long sequence, long timeMillis, long incarnation, Stream stream, byte[] bytes) {

    /** Makes text of all lines. */
    static List<LogLine> decode(List<StoredLines> pieces) {
        List<LogLine> lines = new ArrayList<>();
        for (StoredLines piece : pieces) {
            piece.decodeTo(lines);
        }
        return lines;
    }

    private void decodeTo(List<LogLine> lines) {
        long number = sequence;
        Instant time = Instant.ofEpochMilli(timeMillis);
        for (int at = 0; at < bytes.length;) {
            int end = LineScan.lineFeed(bytes, at, bytes.length);
            lines.add(new LogLine(processId, incarnation, number++, time, stream,
                    new String(bytes, at, end - at, StandardCharsets.UTF_8)));
            at = end + 1;
        }
    }
}
