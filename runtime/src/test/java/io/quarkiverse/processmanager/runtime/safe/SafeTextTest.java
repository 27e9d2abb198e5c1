package io.quarkiverse.processmanager.runtime.safe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

    private static final String RESET = "\u001b[0m";

    @Test
    void textWithoutControlCharactersIsLeftAlone() {
        String line = "Grüße\tan 3 Server: 100 %";

        assertThat(SafeText.coloured(line)).isSameAs(line);
        assertThat(SafeText.plain(line)).isSameAs(line);
    }

    /** In the samples {@code ^} stands for the escape character, {@code ~} for BEL and {@code #} for the one-byte CSI. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "^[2J^[Hhello | hello",
            "a^]0;title~b | ab",
            "a^]8;;http://x^\\link^]8;;^\\b | alinkb",
            "a^Pq#payload^\\b | ab",
            "a^_Gf=100^\\b | ab",
            "#2Ja#31mb | ab",
            "a^cb | ab",
            "a^(0b | ab",
            "a^7^8b | ab",
            "a^[?1049hb | ab",
            "a^[>4;2mb | ab",
            "a^[ qb | ab",
            "~~~ding | ding",
            "a^ | a",
            "a^[ | a",
            "a^[31 | a31",
            "a^]0;no end | a0;no end",
            "a^]0;x^[2Jb | a0;xb",
            "^^[2Ja | a",
            "^[^[2J2Ja | 2Ja",
    })
    void nothingButTextIsLeft(String sample, String expected) {
        String line = real(sample);

        assertThat(SafeText.plain(line)).isEqualTo(expected);
        assertThat(SafeText.coloured(line)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = { "^[31mred", "^[1;38;5;200mbold", "^[38:2::1:2:3mrgb", "^[mx" })
    void coloursRemainAndEndWithTheLine(String sample) {
        assertThat(SafeText.coloured(real(sample))).isEqualTo(real(sample) + RESET);
        assertThat(SafeText.plain(real(sample))).doesNotContain("\u001b", "[");
    }

    @Test
    void noMixtureOfBytesLeavesAnotherSequenceThanAColour() {
        Random random = new Random(42);
        String bytes = "\u001b\u001b\u001b[[]P_^\\;:0123?> mJHc(\u0007\u009b\u009d\u009c\u0090abc\r\b\u000e";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder line = new StringBuilder();
            for (int j = random.nextInt(20); j >= 0; j--) {
                line.append(bytes.charAt(random.nextInt(bytes.length())));
            }

            String safe = SafeText.coloured(line.toString());

            assertThat(safe.replaceAll("\u001b\\[[0-9;:]*m", "").chars()).as("%s", line)
                    .noneMatch(Character::isISOControl);
        }
    }

    private static String real(String sample) {
        return sample.replace('^', '\u001b').replace('~', '\u0007').replace('#', '\u009b');
    }
}
