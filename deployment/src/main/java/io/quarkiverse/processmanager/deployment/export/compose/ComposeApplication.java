package io.quarkiverse.processmanager.deployment.export.compose;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The application as a service of Compose.
 *
 * @param name the name of the service, which no process has
 * @param image the image of the application; empty to build it
 * @param dockerfile the file from which Compose builds the image, as an absolute path; empty if there is none
 * @param project the directory of the module
 * @param directory the directory of the document
 */
public record ComposeApplication(String name, Optional<String> image, Optional<Path> dockerfile, Path project,
        Path directory) {

    /** A path as the document has it: relative to its directory, so that the project can move. */
    String relative(Path path) {
        Path absolute = project.resolve(path).normalize();
        String text = directory.relativize(absolute).toString().replace('\\', '/');
        return text.isEmpty() ? "." : text.startsWith(".") ? text : "./" + text;
    }
}
