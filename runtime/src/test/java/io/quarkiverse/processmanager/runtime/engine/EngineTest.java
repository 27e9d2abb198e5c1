package io.quarkiverse.processmanager.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.runtime.rules.ShutdownLimits;
import io.quarkiverse.processmanager.runtime.rules.plan.Plan;

class EngineTest {

    private final Engine engine = SharedEngine.get();

    @AfterEach
    void close() {
        SharedEngine.close();
    }

    /** Dev mode can end while no application runs, such as after a start that has failed. */
    @Test
    void theLimitsOfAShutdownOutliveTheApplication() {
        engine.serve(new HostileJvm.NoApplication(), Plan.EMPTY,
                new ShutdownLimits(Optional.of(Duration.ofSeconds(7)), Duration.ofSeconds(2)));

        engine.applicationEnds();
        engine.detach();

        assertThat(engine.commands().longestShutdown()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aClosedEngineServesNoApplication() {
        SharedEngine.close();

        engine.serve(new HostileJvm.NoApplication(), Plan.EMPTY, ShutdownLimits.DEFAULT);
        engine.applicationEnds();
        engine.detach();

        assertThat(engine.commands().status()).isEmpty();
    }
}
