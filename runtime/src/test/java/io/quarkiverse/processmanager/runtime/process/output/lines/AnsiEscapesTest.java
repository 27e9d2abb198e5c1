package io.quarkiverse.processmanager.runtime.process.output.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.logging.Level;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.processmanager.LogPolicy;
import io.quarkiverse.processmanager.LogPolicy.Ansi;
import io.quarkiverse.processmanager.runtime.definition.LogSettings;
import io.quarkiverse.processmanager.runtime.process.output.file.LogFileWriterTest;
import io.quarkiverse.processmanager.runtime.process.output.pipe.StreamLines;
import io.quarkiverse.processmanager.runtime.process.output.search.LineSearches;

/** In the texts of this test ^ stands for the escape character, ! for the bell and ~ for a space. */
class AnsiEscapesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain                             | plain
            ^[31mred^[0m                      | red
            a^[1;38;5;196mb^[mc               | abc
            ^[2K^[1Gx                         | x
            ^[?25lhidden^[?25h                | hidden
            ^[38:2::1:2:3mx                   | x
            ^[0~qcursor                       | cursor
            ^]0;title!x                       | x
            ^]0;title^\\x                     | x
            ^]8;;http://a/b^\\link^]8;;^\\!   | link!
            ^P1$r0m^\\x^_app^\\y^Xsos^\\z     | xyz
            ^cx^7y^8z^(Ba^#8b^=c^>d^Me        | xyzabcde
            ä^[31mö€😀^[0mü                    | äö€😀ü
            ^^[31mx                           | x
            ^[31^[32mx                        | 31x
            ^[31äx                            | 31äx
            ^]title^[31mx                     | titlex
            ^äx                               | äx
            x^                                | x
            x^[                               | x
            x^[31                             | x31
            x^]0;title                        | x0;title
            x^]0;title^                       | x0;title
            x^(                               | x(
            """)
    void sequencesAreRemoved(String text, String stripped) {
        byte[] bytes = bytes("<" + mask(text));
        int length = AnsiEscapes.strip(bytes, 1, bytes.length - 1);

        assertThat(new String(bytes, 1, length, StandardCharsets.UTF_8)).isEqualTo(mask(stripped));
        assertThat(bytes[0]).isEqualTo((byte) '<');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain            | 5
            ab^[31mc         | 8
            ab^              | 2
            ab^[             | 2
            ab^[38;5;        | 2
            ab^]8;;http://a/ | 2
            ab^]8;;x^        | 2
            ab^(             | 2
            ^[0mab^[3        | 6
            """)
    void anUnfinishedSequenceIsRecognized(String text, int at) {
        byte[] bytes = bytes(mask(text));

        assertThat(AnsiEscapes.unfinished(bytes, bytes.length)).isEqualTo(at);
    }

    /** The result does not depend on the sizes of the reads and on the cuts of the lines. */
    @Test
    void sequencesAreRemovedAcrossReadsAndCuts() {
        byte[] all = bytes(mask("^[31mone^[0m ^]8;;http://a/b^\\two^]8;;^\\ thräe^[38;5;196m €four^[m^]0;t! 😀five^(B end"));
        Random random = new Random(7);
        for (int longest = 60; longest < 70; longest++) {
            for (int round = 0; round < 200; round++) {
                List<String> lines = new ArrayList<>();
                StreamLines output = output(longest, lines);
                int at = 0;
                while (at < all.length) {
                    int size = Math.min(all.length - at, 1 + random.nextInt(5));
                    byte[] chunk = new byte[size];
                    System.arraycopy(all, at, chunk, 0, size);
                    output.feed(chunk, size, true);
                    if (random.nextBoolean()) {
                        output.flushAfter(0, 0, false);
                    }
                    at += size;
                }
                output.end(true);

                assertThat(String.join("", lines)).isEqualTo("one two thräe €four 😀five end");
            }
        }
    }

    @Test
    void anUnfinishedSequenceDoesNotSwallowOrdinaryText() {
        List<String> lines = new ArrayList<>();
        StreamLines output = output(1_000, lines);
        byte[] text = bytes(mask("^]0;a title without an end ") + "x".repeat(50_000) + "\nnext\n");

        output.feed(text, text.length, true);

        assertThat(String.join("", lines)).hasSize(50_000 + "0;a title without an end ".length() + "next".length());
        assertThat(lines).endsWith("next");
    }

    @Test
    void noiseOfEscapesTakesNoLongerThanOtherText() {
        byte[] noise = new byte[4 * 1024 * 1024];
        Random random = new Random(11);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (random.nextInt(3) == 0 ? 0x1b : "[]P(m;0\\".charAt(random.nextInt(8)));
        }

        int length = AnsiEscapes.strip(noise, 0, noise.length);

        assertThat(length).isBetween(1, noise.length - 1);
        for (int i = 0; i < length; i++) {
            assertThat(noise[i]).isNotEqualTo((byte) 0x1b);
        }
    }

    private static StreamLines output(int longest, List<String> lines) {
        LogSettings policy = new LogSettings(Level.INFO, Level.INFO, 1_000, 10_000, longest, LogPolicy.Capture.SEPARATE,
                LogPolicy.Ansi.KEEP,
                Optional.empty())
                .withAnsi(Ansi.STRIP);
        return new StreamLines(policy,
                (time, source, offset, length, count) -> new String(source, offset, length, StandardCharsets.UTF_8).lines()
                        .forEach(lines::add),
                new LineSearches("p", Runnable::run), () -> {
                }, LogFileWriterTest.none());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String mask(String text) {
        return text.replace('^', '\u001b').replace('!', '\u0007').replace('~', ' ');
    }
}
