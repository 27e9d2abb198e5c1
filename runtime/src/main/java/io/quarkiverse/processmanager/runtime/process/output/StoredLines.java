package io.quarkiverse.processmanager.runtime.process.output;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.LogLine.Stream;

/**
 * Successive lines of a {@link LogBuffer}, as they are stored: time, incarnation, length with the stream in the highest bit, the
 * bytes, and the length again so that the ring can be read backwards.
 *
 * @param sequence the number of the first line
 */
record StoredLines(String processId, long sequence, byte[] bytes) {

    static final int HEADER = 8 + 8 + 4;
    static final int TRAILER = 4;
    static final int STDERR = 1 << 31;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    static void header(byte[] target, long timeMillis, long incarnation, int lengthAndStream) {
        LONG.set(target, 0, timeMillis);
        LONG.set(target, 8, incarnation);
        INT.set(target, 16, lengthAndStream);
    }

    static void trailer(byte[] target, int length) {
        INT.set(target, 0, length);
    }

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
        Instant time = Instant.EPOCH;
        for (int at = 0; at < bytes.length;) {
            long millis = (long) LONG.get(bytes, at);
            if (millis != time.toEpochMilli()) {
                // Many lines come from one read and share its time.
                time = Instant.ofEpochMilli(millis);
            }
            int header = (int) INT.get(bytes, at + 16);
            int length = header & ~STDERR;
            lines.add(new LogLine(processId, (long) LONG.get(bytes, at + 8), number++, time,
                    header < 0 ? Stream.STDERR : Stream.STDOUT,
                    new String(bytes, at + HEADER, length, StandardCharsets.UTF_8)));
            at += HEADER + length + TRAILER;
        }
    }
}
