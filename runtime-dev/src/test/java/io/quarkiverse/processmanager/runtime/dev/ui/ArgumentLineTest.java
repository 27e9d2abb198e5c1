package io.quarkiverse.processmanager.runtime.dev.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArgumentLineTest {

    @Test
    void quotesKeepWordsTogether() {
        assertThat(ArgumentLine.split(" --dry-run  'a b' \"c 'd\" e\\ f g\"h i\" '' '\\' "))
                .containsExactly("--dry-run", "a b", "c 'd", "e f", "gh i", "", "\\");
    }

    @Test
    void nothingIsNoArgument() {
        assertThat(ArgumentLine.split(null)).isEmpty();
        assertThat(ArgumentLine.split("  ")).isEmpty();
    }

    @Test
    void anOpenQuoteIsRefused() {
        assertThatThrownBy(() -> ArgumentLine.split("'a b")).hasMessage("cannot read the arguments: a quote is not closed");
    }
}
