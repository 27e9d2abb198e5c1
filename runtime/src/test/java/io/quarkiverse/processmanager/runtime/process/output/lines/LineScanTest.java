package io.quarkiverse.processmanager.runtime.process.output.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

class LineScanTest {

    @Test
    void aRunHasTheCompleteLines() {
        assertThat(run("one\ntwo\nthr", 100)).isEqualTo(new LineScan.Run(8, 2));
        assertThat(run("\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n", 100)).isEqualTo(new LineScan.Run(17, 17));
        assertThat(run("no end", 100)).isEqualTo(new LineScan.Run(0, 0));
        assertThat(run("", 100)).isEqualTo(new LineScan.Run(0, 0));
    }

    @Test
    void aCarriageReturnAndALineThatIsTooLongEndARun() {
        assertThat(run("a line of text\nanother\r\n", 100)).isEqualTo(new LineScan.Run(15, 1));
        assertThat(run("12345678\n123456789\n", 8)).isEqualTo(new LineScan.Run(9, 1));
        assertThat(run("12345678\n12345678\n", 8)).isEqualTo(new LineScan.Run(18, 2));
    }

    @Test
    void aRunEndsWhenItHasEnough() {
        byte[] bytes = "0123456789\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        byte[] longer = ("x".repeat(500) + "\nnext\n").getBytes(StandardCharsets.UTF_8);

        LineScan.Run run = LineScan.run(bytes, 0, bytes.length, 100, 200);

        assertThat(run.end()).isBetween(190, 220).isEqualTo(run.lines() * 11);
        assertThat(LineScan.run(longer, 0, longer.length, 1_000, 200).lines()).isPositive();
    }

    @Test
    void theScansAgreeWithOneByteAtATime() {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                int kind = random.nextInt(12);
                bytes[i] = (byte) (kind == 0 ? '\n' : kind == 1 ? '\r' : random.nextInt(256));
            }
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            byte value = (byte) random.nextInt(256);

            assertThat(LineScan.indexOf(value, bytes, from, to)).isEqualTo(slowIndexOf(bytes, from, to, value, value));
            assertThat(LineScan.end(bytes, from, to)).isEqualTo(slowIndexOf(bytes, from, to, (byte) '\n', (byte) '\r'));
            assertThat(LineScan.run(bytes, from, to, 10, 1_000)).isEqualTo(slowRun(bytes, from, to, 10));
        }
    }

    private static int slowIndexOf(byte[] bytes, int from, int to, byte one, byte other) {
        int at = from;
        while (at < to && bytes[at] != one && bytes[at] != other) {
            at++;
        }
        return at;
    }

    private static LineScan.Run slowRun(byte[] bytes, int from, int to, int longest) {
        int start = from;
        int lines = 0;
        for (int at = from; at < to && bytes[at] != '\r'; at++) {
            if (bytes[at] == '\n') {
                if (at - start > longest) {
                    break;
                }
                start = at + 1;
                lines++;
            }
        }
        return new LineScan.Run(start, lines);
    }

    private static LineScan.Run run(String text, int longest) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return LineScan.run(bytes, 0, bytes.length, longest, 16_384);
    }
}
