package io.quarkiverse.processmanager.runtime.process.output.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

import org.junit.jupiter.api.Test;

class LineSplitterTest {

    private final List<String> lines = new ArrayList<>();

    @Test
    void everyLineEndCounts() {
        feed(splitter(100), "one\ntwo\r\n\nthree\n");

        assertThat(lines).containsExactly("one", "two", "", "three");
    }

    @Test
    void aLineMayComeInPieces() {
        feed(splitter(100), "o", "n", "e\r", "\nt", "wo", "\n");

        assertThat(lines).containsExactly("one", "two");
    }

    /** Before any byte of a line is held. */
    @Test
    void theFirstLineMayBeEmpty() {
        feed(splitter(100), "\r", "\n", "\r\n", "a\n");

        assertThat(lines).containsExactly("", "", "a");
    }

    @Test
    void onlyTheLastStateOfARewrittenLineCounts() {
        feed(splitter(100), "10%\r20%", "\r100%\n", "\rdone\r\n", "a\rb\rc");

        assertThat(lines).containsExactly("100%", "done", "c");
    }

    @Test
    void aLineThatIsTooLongIsCut() {
        feed(splitter(4), "abcdefgh\nabcd\nabcde");

        assertThat(lines).containsExactly("abcd", "efgh", "abcd", "abcd", "e");
    }

    @Test
    void noCharacterIsCut() {
        for (int longest = 4; longest < 12; longest++) {
            lines.clear();

            feed(splitter(longest), "äöü€😀äöü€😀\n");

            assertThat(String.join("", lines)).isEqualTo("äöü€😀äöü€😀");
        }
    }

    @Test
    void noCharacterIsCutBetweenTwoReads() {
        LineSplitter splitter = splitter(100);
        for (byte single : "a😀b€c\n".getBytes(StandardCharsets.UTF_8)) {
            splitter.feed(new byte[] { single }, 1);
            splitter.flush();
        }

        assertThat(String.join("", lines)).isEqualTo("a😀b€c");
    }

    @Test
    void invalidBytesAreCutAnywhere() {
        LineSplitter splitter = splitter(4);
        byte[] noise = new byte[1000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (0x80 | i);
        }

        splitter.feed(noise, noise.length);
        splitter.end();

        assertThat(lines).hasSizeBetween(250, 1000).allMatch(line -> line.contains("\ufffd"));
    }

    @Test
    void aFlushedLineEndsWithoutAnEmptyOne() {
        LineSplitter splitter = splitter(100);
        feedOnly(splitter, "Password: ");
        splitter.flush();
        feedOnly(splitter, "\nready\nName: ");
        splitter.flush();
        feedOnly(splitter, "x\n\n");

        assertThat(lines).containsExactly("Password: ", "ready", "Name: ", "x", "");
    }

    @Test
    void linesThatComeTogetherArePassedTogetherAsTheyAre() {
        List<String> runs = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(100, (source, offset, length, count) -> runs
                .add(count + ":" + new String(source, offset, length, StandardCharsets.UTF_8)));

        feed(splitter, "one\ntwo\n\nthree\nfo", "ur\nfive\nsix\r\nseven\n");

        assertThat(runs).containsExactly("4:one\ntwo\n\nthree\n", "1:four\n", "1:five\n", "1:six\n", "1:seven\n");
    }

    /** One byte at a time, no two lines come together. */
    @Test
    void theResultDoesNotDependOnTheReads() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = new byte[random.nextInt(400)];
            for (int i = 0; i < bytes.length; i++) {
                int kind = random.nextInt(30);
                bytes[i] = (byte) (kind == 0 ? '\r' : kind < 4 ? '\n' : 'a' + random.nextInt(26));
            }
            int longest = 4 + random.nextInt(40);

            List<String> expected = split(bytes, longest, () -> 1);

            assertThat(split(bytes, longest, () -> bytes.length)).isEqualTo(expected);
            assertThat(split(bytes, longest, () -> 1 + random.nextInt(60))).isEqualTo(expected);
        }
    }

    private List<String> split(byte[] bytes, int longest, IntSupplier sizes) {
        lines.clear();
        LineSplitter splitter = splitter(longest);
        for (int at = 0; at < bytes.length;) {
            byte[] chunk = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + sizes.getAsInt()));
            splitter.feed(chunk, chunk.length);
            at += chunk.length;
        }
        splitter.end();
        return List.copyOf(lines);
    }

    private LineSplitter splitter(int longest) {
        return new LineSplitter(longest, LineSplitter.Sink.ofEach(
                (source, offset, length) -> lines.add(new String(source, offset, length, StandardCharsets.UTF_8))));
    }

    private static void feed(LineSplitter splitter, String... chunks) {
        feedOnly(splitter, chunks);
        splitter.end();
    }

    private static void feedOnly(LineSplitter splitter, String... chunks) {
        for (String chunk : chunks) {
            byte[] bytes = chunk.getBytes(StandardCharsets.UTF_8);
            splitter.feed(bytes, bytes.length);
        }
    }
}
