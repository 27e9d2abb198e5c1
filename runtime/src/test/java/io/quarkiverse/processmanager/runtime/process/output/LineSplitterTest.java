package io.quarkiverse.processmanager.runtime.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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

    private LineSplitter splitter(int longest) {
        return new LineSplitter(longest,
                (source, offset, length) -> lines.add(new String(source, offset, length, StandardCharsets.UTF_8)));
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
