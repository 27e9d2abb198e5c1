package io.quarkiverse.processmanager.runtime.process.runs;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.runtime.definition.Exits;
import io.quarkiverse.processmanager.runtime.files.FileContents;

/**
 * A successful run of a task, and what it depended on when it began. The file has digests, times and the exit code, and no text of a
 * setting.
 *
 * @param definition the digest of the settings
 * @param contents what the watched files contained; empty without such files
 * @param exit the exit of the run
 */
record RunRecord(String definition, Optional<FileContents> contents, Exit exit) {

    /**
     * Reads a record; empty if there is none, or none that this version can read: the task then runs again.
     */
    static Optional<RunRecord> read(Path file) {
        Properties values = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            values.load(in);
            return Optional.of(of(values));
        } catch (IOException | IllegalArgumentException | DateTimeException | NullPointerException incomplete) {
            return Optional.empty();
        }
    }

    private static RunRecord of(Properties values) {
        Optional<FileContents> contents = Optional.ofNullable(values.getProperty("files.digest"))
                .map(digest -> new FileContents(digest, Optional.ofNullable(values.getProperty("files.stamp")),
                        Integer.parseInt(values.getProperty("files.count"))));
        Exit exit = Exits.of(Integer.parseInt(values.getProperty("exit.code")), Optional.empty(),
                Instant.parse(values.getProperty("exit.time")), Duration.parse(values.getProperty("exit.uptime")));
        return new RunRecord(values.getProperty("definition"), contents, exit);
    }

    /** Writes the record as a whole or not at all. */
    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Properties values = new Properties();
        values.setProperty("definition", definition);
        contents.ifPresent(some -> {
            values.setProperty("files.digest", some.digest());
            some.stamp().ifPresent(stamp -> values.setProperty("files.stamp", stamp));
            values.setProperty("files.count", Integer.toString(some.files()));
        });
        values.setProperty("exit.code", Integer.toString(exit.code().orElseThrow()));
        values.setProperty("exit.time", exit.time().toString());
        values.setProperty("exit.uptime", exit.uptime().toString());
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try (Writer out = Files.newBufferedWriter(written)) {
            values.store(out, null);
        }
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes the record in a file. */
    static void delete(Path file) throws IOException {
        try {
            Files.delete(file);
        } catch (NoSuchFileException absent) {
            // There was no success, or another application of the directory has deleted it.
        }
    }
}
