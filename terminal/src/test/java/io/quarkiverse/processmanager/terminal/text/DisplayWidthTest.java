package io.quarkiverse.processmanager.terminal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {

    @ParameterizedTest
    @CsvSource({ "'', 0", "abc, 3", "äöü, 3", "e\u0301, 1", "終了, 4", "한국, 4", "👍, 2", "●◐✖✔–○…, 7", "ＡＢ, 4", "a\u200Bb, 2" })
    void widths(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    @Test
    void aCutKeepsWholeCharacters() {
        assertThat(DisplayWidth.cut("終了コード", 10, "…")).isEqualTo("終了コード");
        assertThat(DisplayWidth.cut("終了コード", 9, "…")).isEqualTo("終了コー…");
        assertThat(DisplayWidth.cut("終了コード", 8, "…")).isEqualTo("終了コ…");
        assertThat(DisplayWidth.cut("👍👍", 3, "…")).isEqualTo("👍…");
        assertThat(DisplayWidth.cut("abc", 0, "…")).isEmpty();
        assertThat(DisplayWidth.cut("abc", 1, "..")).isEqualTo(".");
    }

    @Test
    void aCutInTheMiddleKeepsBothEnds() {
        assertThat(DisplayWidth.cutMiddle("worker-17", 9, "…")).isEqualTo("worker-17");
        assertThat(DisplayWidth.cutMiddle("worker-17", 6, "…")).isEqualTo("wor…17");
        assertThat(DisplayWidth.cutMiddle("👍abc👍", 6, "…")).isEqualTo("👍a…👍");
        assertThat(DisplayWidth.cutMiddle("worker-17", 0, "…")).isEmpty();
    }
}
