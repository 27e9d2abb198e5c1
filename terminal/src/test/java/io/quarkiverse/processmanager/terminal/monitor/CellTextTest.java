package io.quarkiverse.processmanager.terminal.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tamboui.style.AnsiColor;
import dev.tamboui.style.Color;
import dev.tamboui.style.Modifier;
import dev.tamboui.style.Style;
import dev.tamboui.text.CharWidth;
import io.quarkiverse.processmanager.terminal.monitor.draw.CellText;
import io.quarkiverse.processmanager.terminal.monitor.draw.CellText.Piece;

class CellTextTest {

    private static final char ESC = 27;

    private static List<Piece> pieces(String raw) {
        return CellText.pieces(raw, 1_000, true);
    }

    @ParameterizedTest
    @ValueSource(strings = { "[2J", "[1;1H", "[?1049h", "[6n", "[>c", "]0;title\u0007", "]8;;http://x\u001B\\", "P1$r\u001B\\",
            "(0", "c", "7", "#8", "[!p", "[ q", "_Gx\u001B\\", "]52;c;aGk=\u0007" })
    void noSequenceIsLeft(String sequence) {
        assertThat(pieces("a" + ESC + sequence + "b")).containsExactly(new Piece("ab", Style.EMPTY));
    }

    @Test
    void noControlCharacterIsLeft() {
        assertThat(CellText.plain("a\u0000\u0007\b\r\n\u000E\u007F\u009B31mb" + ESC)).isEqualTo("a31mb");
        assertThat(CellText.plain("cut " + ESC + "[")).isEqualTo("cut ");
        assertThat(CellText.plain("cut " + ESC + "]0;ti")).isEqualTo("cut ");
    }

    @Test
    void coloursBecomeStyles() {
        assertThat(pieces("x" + ESC + "[31;1mred" + ESC + "[22;42mon green" + ESC + "[mplain")).containsExactly(
                new Piece("x", Style.EMPTY), new Piece("red", Style.EMPTY.fg(ansi(1)).bold()),
                new Piece("on green", Style.EMPTY.fg(ansi(1)).bg(ansi(2))), new Piece("plain", Style.EMPTY));
        assertThat(pieces(ESC + "[96mbright" + ESC + "[105;39mback")).containsExactly(
                new Piece("bright", Style.EMPTY.fg(ansi(14))), new Piece("back", Style.EMPTY.bg(ansi(13))));
        assertThat(pieces(ESC + "[38;5;208mp" + ESC + "[48;2;1;2;3mr" + ESC + "[0;38:2::9:8:7mc")).containsExactly(
                new Piece("p", Style.EMPTY.fg(Color.indexed(208))),
                new Piece("r", Style.EMPTY.fg(Color.indexed(208)).bg(Color.rgb(1, 2, 3))),
                new Piece("c", Style.EMPTY.fg(Color.rgb(9, 8, 7))));
    }

    private static Color ansi(int index) {
        return Color.ansi(AnsiColor.values()[index]);
    }

    @Test
    void hiddenAndBlinkingTextIsVisible() {
        assertThat(pieces(ESC + "[8;5;6;4msecret")).containsExactly(
                new Piece("secret", Style.EMPTY.addModifier(Modifier.UNDERLINED)));
    }

    @Test
    void brokenRenditionsDoNotMatter() {
        for (String broken : List.of("38", "38;5", "38;2;1", "48;7;1", "999999999999", ";;;", "38;5;999", "1;;31")) {
            assertThat(CellText.plain(ESC + "[" + broken + "mtext")).isEqualTo("text");
            assertThat(pieces(ESC + "[" + broken + "mtext")).extracting(Piece::text).containsExactly("text");
        }
    }

    @Test
    void withoutColoursNoStyleIsLeft() {
        assertThat(CellText.pieces(ESC + "[31mred" + ESC + "[0m", 80, false)).containsExactly(new Piece("red", Style.EMPTY));
    }

    @Test
    void tabsGoToTheNextStopInCells() {
        assertThat(CellText.plain("a\tb\tc")).isEqualTo("a       b       c");
        assertThat(CellText.plain("日本\tx")).isEqualTo("日本    x");
    }

    @Test
    void charactersOfUnclearWidthAreReplaced() {
        assertThat(CellText.plain("👨‍👩‍👦")).isEqualTo("👨👩👦");
        assertThat(CellText.plain("🇫🇷")).isEqualTo("FR");
        assertThat(CellText.plain("❤️")).isEqualTo("❤");
        assertThat(CellText.plain("👍🏽")).isEqualTo("👍");
        assertThat(CellText.plain("a\u202Eb\u200Bc\u00ADd\uFEFF")).isEqualTo("abcd");
        assertThat(CellText.plain("🛠 a 🖥 b 🎉 c")).isEqualTo("▪ a ▪ b 🎉 c");
        assertThat(CellText.plain("\u1112\u1161\u11AB \u304B\u3099")).isEqualTo("한 が");
        assertThat(CellText.plain("a\u06E9b\u0600c")).isEqualTo("a\u06E9bc");
        assertThat(CellText.plain("\uD83D x")).isEqualTo("\uFFFD x");
        assertThat(CellText.plain("e\u0301")).isEqualTo("\u00E9");
        assertThat(CellText.plain("\u0301x" + "\u0301".repeat(50))).isEqualTo("x" + "\u0301".repeat(4));
    }

    @Test
    void aLongLineIsReadOnlyAsFarAsItIsVisible() {
        String text = pieces(ESC + "[31m" + "日".repeat(100_000)).get(0).text();

        assertThat(CharWidth.of(text)).isEqualTo(1_000);
    }

    /** What the buffer counts is what the line has: no column moves, whatever a process writes. */
    @Test
    void randomTextKeepsItsWidth() {
        Random random = new Random(20261129);
        String alphabet = "ab é日🎉\u001B[]m;38\u0007\t\u200D\uFE0F\u0301🇫👍🏽\\\u009B\uD83C\n";
        for (int round = 0; round < 5_000; round++) {
            StringBuilder raw = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                raw.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String plain = CellText.plain(raw.toString());
            assertThat(plain.codePoints()).noneMatch(Character::isISOControl);
            assertThat(plain.codePoints().map(CharWidth::of).sum()).isEqualTo(CharWidth.of(plain));
        }
    }
}
