package io.quarkiverse.processmanager.runtime.process.output.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {

    @ParameterizedTest
    @ValueSource(strings = { "Would you like to share analytics with the team?", "Ok to proceed? (y) ", "Overwrite [Y/n]",
            "Password: ",
            "Enter a name>", "? Project name: \u203a my-app", "(Pdb) ", "Press any key to continue . . .",
            "Continue? [ ]", "Password [********]:", "mysql>" })
    void aLineThatEndsLikeAQuestionIsOne(String line) {
        assertThat(Question.of(line)).contains(line.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", ">", "[====>    ]", "Downloading [=>      ]",
            "Building [####....]", "Resolving [          ]", "Unpacking =====>", "fetch (\u2588\u2588\u2591\u2591)",
            "Downloading 45%", "Downloading [45%]", "compiling (3/10)", "[12/100]",
            "waiting for changes", "Local: http://localhost:5173/", "...", "done." })
    void progressAndOrdinaryTextAreNone(String line) {
        assertThat(Question.of(line)).isEmpty();
    }

    @Test
    void escapeSequencesAreLeftOut() {
        assertThat(Question.of("\u001b[32m?\u001b[39m \u001b[1mPick a port:\u001b[22m \u001b[0m")).contains("? Pick a port:");
    }

    @Test
    void aVeryLongLineIsNone() {
        assertThat(Question.of("x".repeat(1_000) + "?")).isEmpty();
    }
}
