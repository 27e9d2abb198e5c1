package io.quarkiverse.processmanager.runtime.files;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The files that patterns describe, such as {@code src/**}{@code /*.py}. Two sets with the same root and the same patterns are equal.
 *
 * <ul>
 * <li>A pattern without wildcards means the file with this name, or all files below the directory with this name.
 * <li>A pattern that begins with {@code !} removes a file, or a directory with all files below it, wherever it stands in the list.
 * <li>What version control, build tools and editors write is not in the set: {@code .git}, {@code target}, {@code node_modules}, swap
 * files and others. A pattern that names such a directory before its first wildcard means it: {@code target/classes/**}.
 * <li>The target of a symbolic link to a file counts. Symbolic links to directories are not followed, except in the part of a pattern
 * before its first wildcard.
 * </ul>
 *
 * <p>
 * {@link #files()} and {@link #visitDirectories} read the file system and can block; all other methods calculate.
 *
 * @param root where relative patterns start
 * @param patterns each without a {@link #problem}
 */
public record FileSet(Path root, List<String> patterns) {

    private static final String NOT = "!";

    public FileSet {
        root = root.toAbsolutePath().normalize();
        patterns = List.copyOf(patterns);
    }

    /** What is wrong with a pattern, as the end of a sentence; empty if nothing is wrong. */
    public static String problem(String pattern) {
        try {
            Glob.of(Path.of("").toAbsolutePath(), withoutNot(pattern));
            return "";
        } catch (IllegalArgumentException refused) {
            return refused.getMessage();
        }
    }

    private static String withoutNot(String pattern) {
        return pattern.startsWith(NOT) ? pattern.substring(NOT.length()) : pattern;
    }

    /** Compares single paths with the patterns. Keep it for several questions: each call reads the patterns. */
    public FileMatcher matcher() {
        List<Glob> included = new ArrayList<>();
        List<Glob> removed = new ArrayList<>();
        for (String pattern : patterns) {
            (pattern.startsWith(NOT) ? removed : included).add(Glob.of(root, withoutNot(pattern)));
        }
        return new FileMatcher(included, removed);
    }

    /**
     * The directories, or files, at which the patterns begin; none is below another one, and they need not exist. Each file of the
     * set is one of them or below one of them.
     */
    public Set<Path> bases() {
        Set<Path> bases = new TreeSet<>();
        for (Glob glob : matcher().included()) {
            if (bases.stream().noneMatch(glob.base()::startsWith)) {
                bases.removeIf(other -> other.startsWith(glob.base()));
                bases.add(glob.base());
            }
        }
        return bases;
    }

    /**
     * The files of the set and their attributes, ordered by path. What disappears meanwhile, and directories that this user cannot
     * read, are left out.
     *
     * @throws IOException if the system refuses to list a directory for another reason
     */
    public SortedMap<Path, BasicFileAttributes> files() throws IOException {
        SortedMap<Path, BasicFileAttributes> found = new TreeMap<>();
        walk(new FileWalk.Visitor() {
            @Override
            public void file(Path file, BasicFileAttributes attributes) {
                found.put(file, attributes);
            }
        });
        return found;
    }

    /**
     * Visits each directory that exists and in which the set can have files; one that two patterns reach is visited twice. For a file
     * that a pattern names, watch the parent of its {@link #bases() base}.
     *
     * @throws IOException as {@link #files()}
     */
    public void visitDirectories(Consumer<Path> visitor) throws IOException {
        walk(new FileWalk.Visitor() {
            @Override
            public void directory(Path directory) {
                visitor.accept(directory);
            }
        });
    }

    private void walk(FileWalk.Visitor visitor) throws IOException {
        FileMatcher matcher = matcher();
        for (Glob glob : matcher.included()) {
            FileWalk.walk(glob, matcher, visitor);
        }
    }
}
