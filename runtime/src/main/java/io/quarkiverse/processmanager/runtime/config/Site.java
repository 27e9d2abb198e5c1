package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;

import io.quarkus.runtime.LaunchMode;

/**
 * Where definitions are read.
 *
 * @param directory where relative paths start
 * @param mode how the application runs
 * @param sameMachine whether the processes will run with the files and variables that are there now. The build of a packaged
 *        application knows neither, so it must not refuse what is missing
 */
public record Site(Path directory, Mode mode, boolean sameMachine) {

    public Site {
        directory = directory.toAbsolutePath().normalize();
    }

    /** A build: of the application that runs next in dev mode and in tests, else of one that is packaged. */
    public static Site ofBuild(Path directory, LaunchMode launchMode) {
        Mode mode = Mode.of(launchMode);
        return new Site(directory, mode, mode != Mode.PROD);
    }

    /** A start of the application. */
    public static Site ofStart(Path directory, LaunchMode launchMode) {
        return new Site(directory, Mode.of(launchMode), true);
    }
}
