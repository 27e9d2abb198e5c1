package io.quarkiverse.processmanager.runtime.config.program;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

import io.quarkiverse.processmanager.runtime.program.ArtifactFinder;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
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

    /**
     * Uses the function that the build of the application has registered. A packaged application has none, except one that a
     * test has launched, which uses what the build of the test has resolved.
     */
    public static void connect(LaunchMode mode) {
        Function<Map<String, String>, Map<String, String>> resolver = mode == LaunchMode.NORMAL ? ofLaunchingTest()
                : DevConsoleManager.getGlobal(NAME + mode);
        if (resolver == null) {
            ArtifactFinder.useNone();
        } else {
            ArtifactFinder.use(resolver);
        }
    }

    private static Function<Map<String, String>, Map<String, String>> ofLaunchingTest() {
        String file = System.getProperty(LaunchedArtifacts.PROPERTY);
        return file != null && TestLaunch.current().isPresent() ? LaunchedArtifacts.read(Path.of(file)) : null;
    }
}
