package io.quarkiverse.processmanager.runtime.safe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.PatternSyntaxException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.runtime.safe.TimedPattern.Deadline;

@Timeout(120)
class TimedPatternTest {

    private static final TimedPattern SLOW = TimedPattern.of("^((a+)+)+$");
    private static final String LINE = "a".repeat(60) + "b";

    @Test
    void anExpressionIsFoundAnywhereInALine() {
        assertThat(TimedPattern.of("b+").isIn("abba")).isTrue();
        assertThat(TimedPattern.of("^b").isIn("abba")).isFalse();
    }

    @Test
    void aSearchInOneLineEndsAtItsDeadline() {
        assertThatThrownBy(() -> SLOW.isIn(LINE)).isInstanceOf(SearchStoppedException.class)
                .hasMessage("the expression needs more than a second for one line");
    }

    @Test
    void allLinesOfASearchShareOneDeadline() {
        Deadline over = Deadline.of(Duration.ZERO, () -> false);

        assertThatThrownBy(() -> TimedPattern.of("a").isIn("a", over)).hasMessage("the search needs more than 0 s");
    }

    @Test
    void aSearchEndsWhenItsCallerLeaves() {
        AtomicInteger questions = new AtomicInteger();
        Deadline left = Deadline.of(Duration.ofHours(1), () -> questions.incrementAndGet() > 3);

        assertThatThrownBy(() -> SLOW.isIn(LINE, left)).hasMessage("the search was cancelled");
        assertThat(questions).hasValue(4);
    }

    @Test
    void anExpressionThatExhaustsTheStackEndsItsSearch() {
        assertThatThrownBy(() -> TimedPattern.of("(a|b)*c").isIn("ab".repeat(1_000_000)))
                .isInstanceOf(SearchStoppedException.class);
    }

    @Test
    void anExpressionThatIsNestedTooDeeplyIsRefused() {
        assertThatThrownBy(() -> TimedPattern.of("(".repeat(200_000) + ")".repeat(200_000)))
                .isInstanceOf(PatternSyntaxException.class);
    }

    /** A group that matches nothing is repeated without a look at the text, so no deadline would end it. */
    @ParameterizedTest
    @ValueSource(strings = { "(?:(?:(?:){30000}){30000}){30000}", "(((){9999}){9999}x){9999,}", "((?:a?){5000}){5000}",
            "([]x(]{3}(){30000}){30000}", "(\\(){2}((){30000}b){30000}", "(\\Q(\\E(){30000}){30000}" })
    void repetitionsThatMultiplyAreRefused(String regex) {
        assertThatThrownBy(() -> TimedPattern.of(regex)).isInstanceOf(PatternSyntaxException.class)
                .hasMessageContaining("multiply to more than");
    }

    @ParameterizedTest
    @ValueSource(strings = { "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}",
            "([0-9a-f]{64} ){20}", "(x{1000}){1000}", "a{5000}b{5000}c{5000}", "[{(]{9}", "\\{\"level\":\"error\"\\}",
            "x{2,}" })
    void usualRepetitionsAreAccepted(String regex) {
        assertThat(TimedPattern.of(regex).regex()).isEqualTo(regex);
    }
}
