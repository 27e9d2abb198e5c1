package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;

import io.quarkiverse.processmanager.Mode;
import io.quarkus.runtime.LaunchMode;

/**
 * Where definitions are read.
 *
 * @param directory where relative paths start
 * @param mode how the application runs
 * @param atStart whether the application starts now; otherwise it is being built
 */
public record Site(Path directory, Mode mode, boolean atStart) {

    public Site {
        directory = directory.toAbsolutePath().normalize();
    }

    /** A build: of the application that runs next in dev mode and in tests, or of one that is packaged. */
    public static Site ofBuild(Path directory, LaunchMode launchMode) {
        return new Site(directory, mode(launchMode), false);
    }

    /** A start of the application. */
    public static Site ofStart(Path directory, LaunchMode launchMode) {
        return new Site(directory, mode(launchMode), true);
    }

    private static Mode mode(LaunchMode launchMode) {
        if (launchMode.isDev()) {
            return Mode.DEV;
        }
        return launchMode == LaunchMode.TEST ? Mode.TEST : Mode.PROD;
    }

    /** Whether the processes will find the files that are there now; a packaged application runs somewhere else. */
    boolean hasFiles() {
        return atStart || mode != Mode.PROD;
    }

    /**
     * Whether a reference that has no value here will have none. A build does not know the variables of the machine that a
     * packaged application runs on. In dev mode and in tests it knows them, but a name with a dot can still get its value from
     * what only the start knows: from a default of Quarkus, such as that of {@code quarkus.http.port}, or from Dev Services.
     */
    boolean settles(String reference) {
        return atStart || mode != Mode.PROD && reference.indexOf('.') < 0;
    }
}
