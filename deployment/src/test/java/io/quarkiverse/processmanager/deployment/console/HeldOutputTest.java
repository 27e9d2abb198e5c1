package io.quarkiverse.processmanager.deployment.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class HeldOutputTest {

    private final HeldOutput held = new HeldOutput();

    @Test
    void holdsWholeLinesAndPartsOfLines() {
        assertThat(held.test("one\ntwo\nth", false)).isFalse();
        held.test("ree\nfour", true);

        assertThat(held.take()).containsExactly("one\n", "two\n", "three\n", "four");
        assertThat(held.take()).isEmpty();
    }

    @Test
    void holdsTheLastLinesAndCountsTheOthers() {
        for (int i = 1; i <= HeldOutput.MOST_LINES + 1234; i++) {
            held.test("line " + i + "\n", false);
        }

        assertThat(held.take()).hasSize(HeldOutput.MOST_LINES + 1).startsWith("(1,234 more lines, then:)\n", "line 1235\n")
                .endsWith("line " + (HeldOutput.MOST_LINES + 1234) + "\n");
    }

    @Test
    void holdsNoMoreThanSomeCharacters() {
        String long1 = "x".repeat(HeldOutput.MOST_CHARACTERS / 2);
        held.test(long1 + "\n" + long1 + "\n" + "last\n", false);
        assertThat(held.take()).containsExactly("(1 more lines, then:)\n", long1 + "\n", "last\n");

        held.test(long1, false);
        held.test(long1, false);
        held.test(long1, false);
        assertThat(held.take()).containsExactly(long1 + long1);
    }

    @Test
    void whatIsPrintedDuringTheReplayComesAfterIt() {
        List<String> printed = new ArrayList<>();
        held.test("one\ntwo\n", false);
        Thread other = new Thread(() -> held.test("three\n", false));
        held.replay(line -> {
            assertThat(held.test(line, false)).as("the console prints it").isTrue();
            if (printed.isEmpty()) {
                other.start();
                assertThatNoException().isThrownBy(other::join);
            }
            printed.add(line);
        });

        assertThat(printed).containsExactly("one\n", "two\n", "three\n");
        assertThat(held.test("four\n", false)).isFalse();
    }
}
