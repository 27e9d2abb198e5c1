package io.quarkiverse.processmanager.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {

    @Test
    void sequencesAndWhiteSpaceBecomeOneSpace() {
        assertThat(Excerpt.of(List.of("a \u001b[31m\u001b[1m \t\u200b b\u0007\u009bc"))).isEqualTo("a b c");
    }

    /** A probe of the application can pass on any text. */
    @ParameterizedTest
    @ValueSource(strings = { " ", "\t\u001b", "\u001b[", "\u001b[0;", "\u001b[31m", "\u200b", "a ", "\u001b[ " })
    @Timeout(60)
    void aMegabyteNeedsNoStackAndNoTime(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());

        assertThat(ProbeResult.failure("no", List.of(text + "\n end")).detail()).endsWith(" end").hasSizeLessThan(500);
        assertThat(Excerpt.beginning(text, 100)).hasSizeLessThan(101);
    }
}
