package io.quarkiverse.processmanager.runtime.files;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;

/**
 * The way of one pattern through the file system. It skips directories in which the pattern can match no file. What it reports has
 * the path that the pattern spells, also below a symbolic link.
 */
final class FileWalk extends SimpleFileVisitor<Path> {

    /** Receives what the walk finds. */
    interface Visitor {

        /** @param attributes those of the target of a symbolic link, or of the link if it leads nowhere */
        default void file(Path file, BasicFileAttributes attributes) {
        }

        default void directory(Path directory) {
        }
    }

    private final Glob glob;
    private final FileMatcher set;
    private final Path start;
    private final Visitor visitor;

    private FileWalk(Glob glob, FileMatcher set, Path start, Visitor visitor) {
        this.glob = glob;
        this.set = set;
        this.start = start;
        this.visitor = visitor;
    }

    /**
     * Visits the files of the set that one pattern matches.
     *
     * @throws IOException if the system refuses to list a directory for another reason than its absence or its permissions
     */
    static void walk(Glob glob, FileMatcher set, Visitor visitor) throws IOException {
        if (Files.exists(glob.base())) {
            Path start = glob.base().toRealPath();
            Files.walkFileTree(start, EnumSet.noneOf(FileVisitOption.class), Integer.MAX_VALUE,
                    new FileWalk(glob, set, start, visitor));
        }
    }

    private Path spelled(Path path) {
        return path.equals(start) ? glob.base() : glob.base().resolve(start.relativize(path));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        Path spelled = spelled(directory);
        if (!glob.reaches(spelled) || set.removes(spelled)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        visitor.directory(spelled);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        Path spelled = spelled(file);
        if (glob.matches(spelled) && !glob.excludedByDefault(spelled) && !set.removes(spelled)) {
            BasicFileAttributes target = attributes.isSymbolicLink() ? target(file, attributes) : attributes;
            if (!target.isDirectory()) {
                visitor.file(spelled, target);
            }
        }
        return FileVisitResult.CONTINUE;
    }

    /** A link that leads nowhere is a file with its own attributes, so that its repair is a change. */
    private static BasicFileAttributes target(Path link, BasicFileAttributes own) {
        try {
            return Files.readAttributes(link, BasicFileAttributes.class);
        } catch (IOException nowhere) {
            return own;
        }
    }

    /** The file has disappeared, or the directory is closed to this user: neither can be an input of a process. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure) {
        return FileVisitResult.CONTINUE;
    }
}
