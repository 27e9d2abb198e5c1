package io.quarkiverse.processmanager.runtime.dev.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

class AnswerLimitTest {

    @Test
    void aFewLinesAreComplete() {
        assertThat(AnswerLimit.of(List.of("a", "b"))).isEqualTo(new AnswerLimit(List.of("a", "b"), 0));
        assertThat(AnswerLimit.of(List.of())).isEqualTo(new AnswerLimit(List.of(), 0));
    }

    @Test
    void aLongLineIsCutAndSaysSo() {
        String cut = AnswerLimit.of(List.of("x".repeat(AnswerLimit.LINE + 7))).lines().get(0);

        assertThat(cut).isEqualTo("x".repeat(AnswerLimit.LINE) + " ... 7 more characters");
        assertThat(AnswerLimit.of(List.of("x".repeat(AnswerLimit.LINE))).lines().get(0)).hasSize(AnswerLimit.LINE);
    }

    @Test
    void aCharacterOfTwoUnitsIsNotCutInTheMiddle() {
        String cut = AnswerLimit.of(List.of("x".repeat(AnswerLimit.LINE - 1) + "\uD83D\uDE00")).lines().get(0);

        assertThat(cut).isEqualTo("x".repeat(AnswerLimit.LINE - 1) + " ... 2 more characters");
    }

    @Test
    void theOldestLinesAreLeftOutAndCounted() {
        AnswerLimit limited = AnswerLimit.of(Collections.nCopies(1000, "y".repeat(99)));

        assertThat(limited.lines()).hasSize(AnswerLimit.ANSWER / 100);
        assertThat(limited.leftOut()).isEqualTo(1000 - AnswerLimit.ANSWER / 100);
    }
}
