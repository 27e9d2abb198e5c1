package io.quarkiverse.processmanager.terminal.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;

import org.junit.jupiter.api.Test;

class ScreenTest {

    private final FakeTerminal terminal = new FakeTerminal(80, 24);

    @Test
    void takesEachStepBack() throws IOException {
        try (Screen screen = Screen.open(terminal, true)) {
            assertThat(terminal.modes()).containsExactly("raw", "alternate", "mouse", "paste marks", "cursor hidden");
        }

        assertThat(terminal.modes()).isEmpty();
    }

    @Test
    void withoutAMouseItIsNotCaptured() throws IOException {
        try (Screen screen = Screen.open(terminal, false)) {
            assertThat(terminal.modes()).doesNotContain("mouse");
        }
    }

    @Test
    void aStepThatFailsStopsNoOtherStepBack() {
        terminal.failAt("leaveAlternateScreen");

        assertThatThrownBy(() -> Screen.open(terminal, true).close()).isInstanceOf(IOException.class)
                .hasMessage("cannot restore the terminal: leaveAlternateScreen");
        assertThat(terminal.modes()).containsExactly("alternate");
    }

    @Test
    void aScreenThatCannotOpenLeavesTheTerminalAsItWas() {
        terminal.failAt("enableMouseCapture");

        assertThatThrownBy(() -> Screen.open(terminal, true)).hasMessage("enableMouseCapture");
        assertThat(terminal.modes()).isEmpty();
    }
}
