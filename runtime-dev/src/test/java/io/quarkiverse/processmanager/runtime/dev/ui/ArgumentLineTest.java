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

    /** As in a shell, and in a command of the configuration. */
    @Test
    void aBackslashInDoubleQuotesEscapesOnlyWhatNeedsIt() {
        assertThat(ArgumentLine.split("--grep \"\\d+\" \"say \\\"hi\\\"\"")).containsExactly("--grep", "\\d+", "say \"hi\"");
    }

    @Test
    void anOpenQuoteIsRefused() {
        assertThatThrownBy(() -> ArgumentLine.split("'a b"))
                .hasMessage("cannot read the arguments: the line has an unbalanced quote: the ' at position 1 is not closed");
        assertThatThrownBy(() -> ArgumentLine.split("a \\"))
                .hasMessage("cannot read the arguments: the line ends in a backslash, which escapes nothing");
    }
}
