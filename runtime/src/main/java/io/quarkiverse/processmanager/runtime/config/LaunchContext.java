package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;
import java.util.Set;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.runtime.config.text.ProcessReference;
import io.quarkiverse.processmanager.runtime.testing.TestInstances;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkus.runtime.LaunchMode;

/**
 * The build or the start of an application that reads definitions.
 *
 * @param directory the directory at which relative paths start
 * @param moment when the definitions are read
 * @param instances decides which processes run in the mode of the application
 */
public record LaunchContext(Path directory, Moment moment, TestInstances instances) {

    /** When definitions are read. */
    enum Moment {
        /** The application is being built. */
        BUILD,
        /** The application starts. It does not accept requests yet, so the port on which it listens can be unknown. */
        START,
        /** The application accepts requests. */
        ACCEPTING
    }

    public LaunchContext {
        directory = directory.toAbsolutePath().normalize();
    }

    /** A build of an application that then runs in dev mode or in tests, or is packaged. */
    public static LaunchContext ofBuild(Path directory, LaunchMode launchMode) {
        return new LaunchContext(directory, Moment.BUILD, TestInstances.of(TestLaunch.mode(launchMode)));
    }

    /** A start of the application. */
    public static LaunchContext ofStart(Path directory, LaunchMode launchMode) {
        return new LaunchContext(directory, Moment.START, TestInstances.of(TestLaunch.mode(launchMode)));
    }

    /** The same application when it accepts requests. */
    public LaunchContext accepting() {
        return new LaunchContext(directory, Moment.ACCEPTING, instances);
    }

    /** Whether the application starts or accepts requests; otherwise it is being built. */
    boolean atStart() {
        return moment != Moment.BUILD;
    }

    /** Whether the ports on which the application listens are known. */
    boolean knowsPortsOfApplication() {
        return moment == Moment.ACCEPTING;
    }

    Mode mode() {
        return instances.mode();
    }

    /** Whether a process is there in the mode of the application. */
    boolean has(String id, ProcessesConfig config) {
        return instances.has(config.modes(id, mode()), config.processes().get(id).test());
    }

    /** Whether the processes can read the files that exist now. A packaged application may run on another machine. */
    boolean hasFiles() {
        return atStart() || mode() != Mode.PROD;
    }

    /** Whether the ports that are left to the process manager are chosen by now. A packaged application chooses its own. */
    boolean choosesPorts() {
        return hasFiles();
    }

    /**
     * Whether a reference without a value now also has none at the start. A build does not know the variables of the machine
     * that a packaged application runs on. In dev mode and in tests the build knows them, but a name with a dot can still
     * receive its value at the start: from a default of Quarkus, such as that of {@code quarkus.http.port}, or from Dev
     * Services. None of them is a setting of a process that the build of dev mode does not know. In a test such a setting can
     * come from a resource of the test, which starts after the build.
     *
     * @param ids the ids of all processes
     */
    boolean staysUnresolved(String reference, Set<String> ids) {
        return atStart() || mode() != Mode.PROD && reference.indexOf('.') < 0
                || mode() == Mode.DEV && ProcessReference.isToUnknown(reference, ids);
    }
}
