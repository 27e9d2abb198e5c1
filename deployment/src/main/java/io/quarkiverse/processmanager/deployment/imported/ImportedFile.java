package io.quarkiverse.processmanager.deployment.imported;

import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.quarkiverse.processmanager.terminal.foreign.ForeignFile;
import io.quarkiverse.processmanager.terminal.foreign.ForeignFileException;
import io.quarkiverse.processmanager.terminal.foreign.Imported;

/**
 * A file of another tool that the configuration names.
 *
 * @param key the key below {@code quarkus.process-manager}
 * @param file the absolute path
 * @param module the directory of the application
 */
record ImportedFile(String key, Path file, Path module) {

    static final String PROCFILE = "procfile";
    static final String COMPOSE = "compose";

    private static final String RESOURCE = "application.properties";

    /** A path that is relative to the module. */
    static ImportedFile of(String key, Path path) {
        Path module = module(path);
        return new ImportedFile(key, module.resolve(path).normalize(), module);
    }

    Imported read() throws ForeignFileException {
        return key.equals(PROCFILE) ? ForeignFile.procfile(file, module) : ForeignFile.processCompose(file, module);
    }

    /**
     * The working directory in dev mode and in tests. A build of several modules runs in the directory of their parent; the files of
     * the application on the class path are in its module.
     */
    private static Path module(Path path) {
        Path working = Path.of("").toAbsolutePath();
        return Files.exists(working.resolve(path)) ? working : ofApplication().orElse(working);
    }

    private static Optional<Path> ofApplication() {
        URL resource = Thread.currentThread().getContextClassLoader().getResource(RESOURCE);
        if (resource == null || !resource.getProtocol().equals("file")) {
            return Optional.empty();
        }
        Path directory = Path.of(URI.create(resource.toString())).getParent();
        while (directory != null && !isModule(directory)) {
            directory = directory.getParent();
        }
        return Optional.ofNullable(directory);
    }

    private static boolean isModule(Path directory) {
        return Files.exists(directory.resolve("pom.xml")) || Files.exists(directory.resolve("build.gradle"))
                || Files.exists(directory.resolve("build.gradle.kts"));
    }
}
