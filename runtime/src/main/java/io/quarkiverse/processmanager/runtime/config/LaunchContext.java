package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.runtime.testing.TestInstances;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkus.runtime.LaunchMode;

/**
 * The build or the start of an application that reads definitions.
 *
 * @param directory the directory at which relative paths start
 * @param atStart whether the application starts now; otherwise it is being built
 * @param instances decides which processes run in the mode of the application
 */
public record LaunchContext(Path directory, boolean atStart, TestInstances instances) {

    public LaunchContext {
        directory = directory.toAbsolutePath().normalize();
    }

    /** A build of an application that then runs in dev mode or in tests, or is packaged. */
    public static LaunchContext ofBuild(Path directory, LaunchMode launchMode) {
        return new LaunchContext(directory, false, TestInstances.of(TestLaunch.mode(launchMode)));
    }

    /** A start of the application. */
    public static LaunchContext ofStart(Path directory, LaunchMode launchMode) {
        return new LaunchContext(directory, true, TestInstances.of(TestLaunch.mode(launchMode)));
    }

    Mode mode() {
        return instances.mode();
    }

    /** Whether a process with these settings is there in the mode of the application. */
    boolean has(ProcessConfig process, CommonConfig common) {
        return instances.has(process.modes().orElseGet(common::modes), process.test());
    }

    /** Whether the processes can read the files that exist now. A packaged application may run on another machine. */
    boolean hasFiles() {
        return atStart || mode() != Mode.PROD;
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
        return atStart || mode() != Mode.PROD && reference.indexOf('.') < 0;
    }
}
