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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The directories that a watch service watches, each once for all processes. A directory is registered before its content is listed,
 * so that a file that is created meanwhile is reported or listed. A directory that is renamed keeps its key, so its old path is
 * forgotten when the directory above it reports the deletion. Confined to the thread of the watcher.
 */
final class Directories {

    private final WatchService service;
    /** Ordered, so that the directories below one follow it. */
    private final NavigableMap<String, WatchKey> keys = new TreeMap<>();
    /** A directory that is reached through symbolic links has one key and several paths. */
    private final Map<WatchKey, Set<Path>> paths = new HashMap<>();

    Directories(WatchService service) {
        this.service = service;
    }

    /** The paths of the directory that a key watches; empty if no process has an interest in it. */
    List<Path> paths(WatchKey key) {
        return List.copyOf(paths.getOrDefault(key, Set.of()));
    }

    /** Ends the watch of a directory that no longer has this path, and of those below it. Returns whether it was watched. */
    boolean forget(Path gone) {
        String path = gone.toString();
        WatchKey key = keys.remove(path);
        if (key == null) {
            return false;
        }
        forget(key, gone);
        String below = path + gone.getFileSystem().getSeparator();
        SortedMap<String, WatchKey> rest = keys.tailMap(below);
        while (!rest.isEmpty() && rest.firstKey().startsWith(below)) {
            String first = rest.firstKey();
            forget(keys.remove(first), Path.of(first));
        }
        return true;
    }

    private void forget(WatchKey key, Path path) {
        Set<Path> of = paths.getOrDefault(key, new HashSet<>());
        of.remove(path);
        if (of.isEmpty()) {
            paths.remove(key);
            key.cancel();
        }
    }

    /** Ends the watch of the directories in which no process has an interest any more. */
    void retain(Predicate<Path> wanted) {
        for (Map.Entry<String, WatchKey> entry : List.copyOf(keys.entrySet())) {
            Path path = Path.of(entry.getKey());
            if (!wanted.test(path)) {
                keys.remove(entry.getKey());
                forget(entry.getValue(), path);
            }
        }
    }

    /**
     * Watches all directories of a set, and for each of its beginnings the directories above it up to the root of the set, or else the
     * nearest one that exists: in these the beginning can be created or created again.
     *
     * @throws IOException if the system refuses to watch a directory
     */
    void register(WatchedSet set) throws IOException {
        for (Path base : set.bases()) {
            boolean more = true;
            for (Path above = base.getParent(); above != null && more; above = above.getParent()) {
                if (Files.isDirectory(above)) {
                    register(above);
                    more = above.startsWith(set.root()) && !above.equals(set.root());
                }
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
        WatchKey known = keys.get(directory.toString());
        if (known != null && known.isValid()) {
            return;
        }
        try {
            WatchKey key = directory.register(service, StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            if (known != null) {
                forget(known, directory);
            }
            keys.put(directory.toString(), key);
            paths.computeIfAbsent(key, any -> new HashSet<>()).add(directory);
        } catch (IOException refused) {
            // A directory that has disappeared meanwhile, or that this user cannot read, has no file to watch.
            if (Files.isReadable(directory)) {
                throw refused;
            }
        }
    }
}
