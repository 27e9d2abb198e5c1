package io.quarkiverse.processmanager.runtime.config.service;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the files of a path whose last name can contain stars. */
final class ScriptFiles {

    private ScriptFiles() {
    }

    /** The files in the order of their names; none if no file matches. A path without a star is the path itself. */
    static List<Path> find(Path directory, String text) {
        int slash = text.lastIndexOf('/');
        String name = text.substring(slash + 1);
        if (name.indexOf('*') < 0) {
            return List.of(directory.resolve(text));
        }
        Path parent = slash < 0 ? directory : directory.resolve(text.substring(0, slash + 1));
        Set<Path> files = new TreeSet<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> matches = Files.newDirectoryStream(parent, name)) {
                matches.forEach(files::add);
            } catch (IOException e) {
                return List.of();
            }
        }
        return List.copyOf(files);
    }
}
