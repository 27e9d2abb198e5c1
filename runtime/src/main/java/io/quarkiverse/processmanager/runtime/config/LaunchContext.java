package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkus.runtime.LaunchMode;

/**
 * The build or the start of an application that reads definitions.
 *
 * @param directory the directory at which relative paths start
 * @param mode the mode of the application
 * @param atStart whether the application starts now; otherwise it is being built
 */
public record LaunchContext(Path directory, Mode mode, boolean atStart) {

    public LaunchContext {
        directory = directory.toAbsolutePath().normalize();
    }

    /** A build of an application that then runs in dev mode or in tests, or is packaged. */
    public static LaunchContext ofBuild(Path directory, LaunchMode launchMode) {
        return new LaunchContext(directory, TestLaunch.mode(launchMode), false);
    }

    /** A start of the application. */
    public static LaunchContext ofStart(Path directory, LaunchMode launchMode) {
        return new LaunchContext(directory, TestLaunch.mode(launchMode), true);
    }

    /** Whether the processes can read the files that exist now. A packaged application may run on another machine. */
    boolean hasFiles() {
        return atStart || mode != Mode.PROD;
    }

    /** Whether the ports that are left to the process manager are chosen by now. A packaged application chooses its own. */
    boolean choosesPorts() {
        return hasFiles();
    }

    /**
     * Whether a reference without a value now also has none at the start. A build does not know the variables of the machine
     * that a packaged application runs on. In dev mode and in tests the build knows them, but a name with a dot can still
     * receive its value at the start: from a default of Quarkus, such as that of {@code quarkus.http.port}, or from Dev
     * Services.
     */
    boolean staysUnresolved(String reference) {
        return atStart || mode != Mode.PROD && reference.indexOf('.') < 0;
    }
}
