package io.quarkiverse.processmanager.runtime.watching;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The directories that a watch service watches, each once for all processes. A directory is registered before its content is listed,
 * so that a file that is created meanwhile is reported or listed. Confined to the thread of the watcher.
 */
final class Directories {

    private final WatchService service;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private final Map<WatchKey, Path> paths = new HashMap<>();

    Directories(WatchService service) {
        this.service = service;
    }

    Optional<Path> path(WatchKey key) {
        return Optional.ofNullable(paths.get(key));
    }

    /** The directory of the key is gone. */
    void forget(WatchKey key) {
        Path path = paths.remove(key);
        if (path != null) {
            keys.remove(path, key);
        }
    }

    /** Ends the watch of the directories in which no process has an interest any more. */
    void retain(Predicate<Path> wanted) {
        keys.entrySet().removeIf(entry -> {
            boolean unwanted = !wanted.test(entry.getKey());
            if (unwanted) {
                entry.getValue().cancel();
                paths.remove(entry.getValue());
            }
            return unwanted;
        });
    }

    /**
     * Watches all directories of a set, and for each of its beginnings the nearest directory above it that exists, in which the
     * beginning can be created or created again.
     *
     * @throws IOException if the system refuses to watch a directory
     */
    void register(WatchedSet set) throws IOException {
        for (Path base : set.bases()) {
            Path above = base.getParent();
            while (above != null && !Files.isDirectory(above)) {
                above = above.getParent();
            }
            if (above != null) {
                register(above);
            }
        }
        try {
            set.declared().files().visitDirectories(directory -> {
                try {
                    register(directory);
                } catch (IOException refused) {
                    throw new RefusedException(refused);
                }
            });
        } catch (RefusedException refused) {
            throw refused.cause;
        }
    }

    /** Carries the refusal through the visit. */
    private static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient IOException cause;

        RefusedException(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    /**
     * Watches a directory that has appeared, with those below it.
     *
     * @param found receives the files of the set in them
     */
    void appeared(Path directory, WatchedSet set, Consumer<Path> found) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                if (!set.matcher().reaches(path) && !set.leadsToBase(path)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                register(path);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (set.matcher().contains(file)) {
                    found.accept(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void register(Path directory) throws IOException {
        WatchKey known = keys.get(directory);
        if (known != null && known.isValid()) {
            return;
        }
        try {
            WatchKey key = directory.register(service, StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            keys.put(directory, key);
            paths.putIfAbsent(key, directory);
        } catch (IOException refused) {
            // A directory that has disappeared meanwhile, or that this user cannot read, has no file to watch.
            if (Files.isReadable(directory)) {
                throw refused;
            }
        }
    }
}
