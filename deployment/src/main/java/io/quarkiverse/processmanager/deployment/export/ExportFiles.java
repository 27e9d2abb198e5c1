package io.quarkiverse.processmanager.deployment.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;

import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;

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

    /** The directory of the module that is built. */
    public static Path project(CurateOutcomeBuildItem module) {
        return Optional.ofNullable(module.getApplicationModel().getApplicationModule())
                .map(one -> one.getModuleDir().toPath()).orElse(Path.of("")).toAbsolutePath().normalize();
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

    /**
     * Deletes the documents of an earlier build that this build does not write: a unit of a process that is gone would start it. A
     * file that no build has written stays.
     *
     * @param folder the directory below this one
     * @param names the names of the files that this build writes
     * @throws UncheckedIOException if a file cannot be read or deleted
     */
    public void deleteOthers(String folder, Set<String> names) {
        Path directory = this.directory.resolve(folder);
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{service,timer,target}")) {
            for (Path file : files) {
                if (!names.contains(file.getFileName().toString()) && Files.isRegularFile(file)
                        && Files.readString(file).startsWith(ExportHeading.BEGINNING)) {
                    Files.delete(file);
                    LOG.info("deleted " + file + ", which an earlier build has written");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot delete what an earlier build has written to " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Writes a file that the user completes, unless it is there. */
    public void writeIfMissing(String name, String text) {
        if (!Files.exists(directory.resolve(name))) {
            write(name, text);
        }
    }
}
