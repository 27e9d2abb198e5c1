package io.quarkiverse.processmanager.terminal.foreign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a file of another tool lies, and where the processes of the application run.
 *
 * @param file the file
 * @param base the directory of the application, at which a relative path of a property starts
 */
record Place(Path file, Path base) {

    String name() {
        return file.getFileName().toString();
    }

    /** A path that is relative to the file, as a property: relative to the application if both are on one file system. */
    String path(String ofFile) {
        Path directory = directory();
        Path whole = directory.resolve(ofFile).normalize();
        Path from = base.toAbsolutePath().normalize();
        return Path.of(ofFile).isAbsolute() || !whole.getRoot().equals(from.getRoot()) ? whole.toString()
                : from.relativize(whole).toString();
    }

    /** The directory in which the other tool runs the processes; empty if it is that of the application. */
    Optional<String> cwd() {
        return Optional.of(path("")).filter(path -> !path.isEmpty());
    }

    /** The environment file that such tools read without being told, if it is there. */
    Optional<String> envFile() {
        return Files.isRegularFile(directory().resolve(".env")) ? Optional.of(path(".env")) : Optional.empty();
    }

    private Path directory() {
        return file.toAbsolutePath().normalize().getParent();
    }
}
