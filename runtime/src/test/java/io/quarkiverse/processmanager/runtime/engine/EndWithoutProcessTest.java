package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class EndWithoutProcessTest {

    /** The terminal of dev mode waits for the end of the engine: a Ctrl-C after a failed start would have no effect. */
    @Test
    void anEngineThatTheTerminalWaitsForEndsWithTheJvm() {
        Engine engine = Engine.standalone();
        try {
            assertThat(engine.endsWithJvm()).isFalse();

            engine.progressIn(() -> true, Optional.empty());

            assertThat(engine.endsWithJvm()).isTrue();
        } finally {
            engine.close();
        }
        assertThat(engine.endsWithJvm()).isFalse();
    }
}
