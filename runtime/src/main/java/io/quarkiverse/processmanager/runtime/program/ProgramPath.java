package io.quarkiverse.processmanager.runtime.program;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The value of a {@code PATH} variable: the one place that splits such a value and finds files with it. An entry whose bytes this
 * JVM cannot represent, such as one with an umlaut under {@code LANG=C}, is no directory that this JVM can search, so it is
 * skipped; it never makes a lookup fail.
 *
 * @param text the value, with the separator of this system
 */
public record ProgramPath(String text) {

    /** Where a Unix system has its own programs. They are found there with an empty or a missing {@code PATH}, too. */
    private static final List<String> STANDARD_DIRECTORIES = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");

    /**
     * The path in which this JVM finds the tools of the system: the absolute entries of its own {@code PATH}, and then the standard
     * directories. A relative entry would find tools in whatever directory the application was started.
     */
    public static ProgramPath ofTools(String path) {
        List<String> entries = new ArrayList<>();
        for (String entry : new ProgramPath(path).entries()) {
            if (Path.of(entry).isAbsolute()) {
                entries.add(entry);
            }
        }
        entries.addAll(STANDARD_DIRECTORIES);
        return new ProgramPath(String.join(File.pathSeparator, entries));
    }

    /** The entries that this JVM can search, in their order. An empty entry is the working directory. */
    public List<String> entries() {
        List<String> entries = new ArrayList<>();
        for (String entry : all()) {
            if (isPath(entry)) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** The number of all entries. */
    public int size() {
        return all().length;
    }

    private String[] all() {
        return text.split(File.pathSeparator, -1);
    }

    private static boolean isPath(String entry) {
        try {
            Path.of(entry);
            return true;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * The existing files with that name, in the order of the entries.
     *
     * @param directory where relative entries begin
     * @throws InvalidPathException if the name cannot be that of a file
     */
    public List<Path> files(String name, Path directory) {
        List<Path> files = new ArrayList<>();
        for (String entry : entries()) {
            Path file = directory.resolve(entry).resolve(name);
            if (Files.exists(file)) {
                files.add(file);
            }
        }
        return files;
    }
}
