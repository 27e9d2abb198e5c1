package io.quarkiverse.processmanager.runtime.rules.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentenceTest {

    @Test
    void theCauseEndsBeforeTheHint() {
        assertThat(Sentence.cause("port 1 is in use; stop it, or choose another; it starts later"))
                .isEqualTo("port 1 is in use");
        assertThat(Sentence.cause("exited with 4 after 3.2 s")).isEqualTo("exited with 4 after 3.2 s");
        assertThat(Sentence.cause("")).isEmpty();
    }

    @Test
    void furtherWordsComeBeforeTheHint() {
        assertThat(Sentence.insert("port 1 is in use; stop it", ", attempt 1 of 5")).isEqualTo(
                "port 1 is in use, attempt 1 of 5; stop it");
        assertThat(Sentence.insert("exited with 4", ", attempt 1 of 5")).isEqualTo("exited with 4, attempt 1 of 5");
    }

    @Test
    void aQuotationIsNotSplit() {
        assertThat(Sentence.cause("its last line is 'a; b'; answer it")).isEqualTo("its last line is 'a; b'");
        assertThat(Sentence.cause("it can't run; install it")).isEqualTo("it can't run");
    }
}
