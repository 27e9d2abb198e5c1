package io.quarkiverse.processmanager.runtime.dev;

import io.quarkiverse.processmanager.runtime.engine.Engine;
import io.quarkus.dev.spi.HotReplacementContext;
import io.quarkus.dev.spi.HotReplacementSetup;

/**
 * Stops the processes when dev mode ends while no application runs, as after a reload that did not compile: nobody else would
 * hear of the end then.
 */
public class EndOfDevMode implements HotReplacementSetup {

    @Override
    public void setupHotDeployment(HotReplacementContext context) {
        // Only the end matters.
    }

    @Override
    public void close() {
        Engine.closeShared();
    }
}
