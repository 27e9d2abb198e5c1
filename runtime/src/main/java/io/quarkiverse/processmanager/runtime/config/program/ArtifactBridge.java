package io.quarkiverse.processmanager.runtime.config.program;

import java.util.Map;
import java.util.function.Function;

import io.quarkiverse.processmanager.runtime.program.ArtifactFinder;
import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.runtime.LaunchMode;

/**
 * Passes the function that resolves artifacts from the class loader of the build to that of the application, which runs in the
 * same JVM in dev mode and in tests. An application in dev mode and the tests beside it have a function each.
 */
public final class ArtifactBridge {

    private static final String NAME = "io.quarkiverse.processmanager.artifacts.";

    private ArtifactBridge() {
    }

    /** Registers the function of this build, for the build itself and for the application that it starts. */
    public static void publish(LaunchMode mode, Function<Map<String, String>, Map<String, String>> resolver) {
        DevConsoleManager.setGlobal(NAME + mode, resolver);
        ArtifactFinder.use(resolver);
    }

    /** Uses the function that the build of the application has registered; a packaged application has none. */
    public static void connect(LaunchMode mode) {
        Function<Map<String, String>, Map<String, String>> resolver = mode == LaunchMode.NORMAL ? null
                : DevConsoleManager.getGlobal(NAME + mode);
        if (resolver == null) {
            ArtifactFinder.useNone();
        } else {
            ArtifactFinder.use(resolver);
        }
    }
}
