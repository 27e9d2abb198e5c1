package io.quarkiverse.processmanager.deployment.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.terminal.text.Style;

class StatusLineProcessorTest {

    @Test
    void theEnvironmentDecidesAboutColours() {
        assertThat(StatusLineProcessor.style(Map.of("TERM", "xterm"), true)).isEqualTo(new Style(true, true));
        assertThat(StatusLineProcessor.style(Map.of("TERM", "xterm", "NO_COLOR", ""), true)).isEqualTo(new Style(true, true));
        assertThat(StatusLineProcessor.style(Map.of("TERM", "xterm", "NO_COLOR", "1"), true)).isEqualTo(new Style(false, true));
        assertThat(StatusLineProcessor.style(Map.of("TERM", "dumb"), false)).isEqualTo(new Style(false, false));
    }
}
