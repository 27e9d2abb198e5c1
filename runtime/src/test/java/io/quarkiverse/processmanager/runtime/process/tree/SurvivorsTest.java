package io.quarkiverse.processmanager.runtime.process.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SurvivorsTest {

    @Test
    void theMessageSaysHowAProcessOfAnotherUserEnds() {
        assertThat(Survivors.ofUser(4711, "0", "1000")).isEqualTo("it runs as user 0, and this application, user 1000,"
                + " may not signal it; end it as root with 'kill -KILL 4711'");
        assertThat(Survivors.ofUser(4711, "33", "1000")).endsWith("; end it as root or as user 33 with 'kill -KILL 4711'");
    }
}
