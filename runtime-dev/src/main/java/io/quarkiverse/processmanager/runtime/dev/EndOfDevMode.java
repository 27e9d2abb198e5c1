package io.quarkiverse.processmanager.runtime.dev;

import io.quarkiverse.processmanager.runtime.engine.Engine;
import io.quarkiverse.processmanager.runtime.testing.DevInstance;
import io.quarkus.dev.spi.HotReplacementContext;
import io.quarkus.dev.spi.HotReplacementSetup;

/**
 * Stops the processes when dev mode ends while no application runs, such as after a live reload that did not compile. No
 * shutdown event is fired in that case.
 */
public class EndOfDevMode implements HotReplacementSetup {

    @Override
    public void setupHotDeployment(HotReplacementContext context) {
        // Only close() is needed.
    }

    @Override
    public void close() {
        Engine.closeShared();
        DevInstance.withdraw();
    }
}
