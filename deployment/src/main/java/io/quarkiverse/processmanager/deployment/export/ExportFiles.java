package io.quarkiverse.processmanager.deployment.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jboss.logging.Logger;

/**
 * The directory of the written documents.
 *
 * @param directory the absolute path
 */
public record ExportFiles(Path directory) {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    /** The directory of a setting, which starts at the output directory of the build. */
    public static ExportFiles in(Path output, Path setting) {
        return new ExportFiles(output.resolve(setting).toAbsolutePath().normalize());
    }

    /**
     * Writes a document. The same text is not written again.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public void write(String name, String text) {
        Path file = directory.resolve(name);
        try {
            if (!Files.exists(file) || !Files.readString(file).equals(text)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write " + file + ", which quarkus.process-manager.export.directory places there: "
                            + e.getMessage(),
                    e);
        }
        LOG.info("wrote " + file);
    }

    /** Writes a file that the user completes, unless it is there. */
    public void writeIfMissing(String name, String text) {
        if (!Files.exists(directory.resolve(name))) {
            write(name, text);
        }
    }
}
