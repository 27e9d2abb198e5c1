package io.quarkiverse.processmanager.runtime.dev;

import io.quarkiverse.processmanager.runtime.dev.ui.timeline.ApplicationStarts;
import io.quarkiverse.processmanager.runtime.engine.SharedEngine;
import io.quarkiverse.processmanager.runtime.testing.DevInstance;
import io.quarkus.dev.spi.HotReplacementContext;
import io.quarkus.dev.spi.HotReplacementSetup;

/**
 * Stops the processes when dev mode ends, also while no application runs, such as after a live reload that did not compile. No
 * shutdown event is fired in that case. Records when dev mode begins to build the application.
 */
public class EndOfDevMode implements HotReplacementSetup {

    @Override
    public void setupHotDeployment(HotReplacementContext context) {
        // Dev mode calls this before the first build, and the step before the build of each live reload.
        ApplicationStarts.buildBegins();
        context.addPreRestartStep(ApplicationStarts::buildBegins);
    }

    @Override
    public void close() {
        SharedEngine.endDevMode();
        DevInstance.withdraw();
    }
}
