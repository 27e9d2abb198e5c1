package io.quarkiverse.processmanager.runtime.process.state;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

import org.jboss.logging.Logger;

/**
 * A lock file that one runner holds at a time. The system releases the lock when the JVM dies. For one thread.
 * <p>
 * While the lock is held, no code of this JVM may open the file a second time: the system releases the lock when any descriptor
 * of the file is closed. The class loaders of this JVM therefore share the set of the locks that are held.
 */
public final class OwnerLock {

    private static final Logger LOG = Logger.getLogger(OwnerLock.class);
    private static final int ATTEMPTS = 10;
    private static final String HELD = OwnerLock.class.getName();

    private final Path path;
    private final RandomAccessFile file;

    private OwnerLock(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Adds a path to those of the locks that this JVM holds. A system property has them, because all class loaders share it. The
     * property is a text: libraries that copy the system properties fail with any other value.
     *
     * @return false if the JVM holds the lock
     */
    private static boolean hold(Path path) {
        synchronized (System.getProperties()) {
            Set<String> held = held();
            boolean added = held.add(path.toString());
            System.setProperty(HELD, String.join("\n", held));
            return added;
        }
    }

    private static void letGo(Path path) {
        synchronized (System.getProperties()) {
            Set<String> held = held();
            held.remove(path.toString());
            System.setProperty(HELD, String.join("\n", held));
        }
    }

    private static Set<String> held() {
        Set<String> paths = new TreeSet<>(List.of(System.getProperty(HELD, "").split("\n")));
        paths.remove("");
        return paths;
    }

    /** Takes the lock of a file; empty if another runner holds it. A failure holds nothing. */
    public static Optional<OwnerLock> take(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        if (!hold(path)) {
            return Optional.empty();
        }
        Optional<OwnerLock> taken = Optional.empty();
        try {
            taken = open(path);
        } finally {
            if (taken.isEmpty()) {
                letGo(path);
            }
        }
        return taken;
    }

    private static Optional<OwnerLock> open(Path path) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            boolean kept = false;
            try {
                if (file.getChannel().tryLock() == null) {
                    return Optional.empty();
                }
                if (isAt(path, file)) {
                    kept = true;
                    return Optional.of(new OwnerLock(path, file));
                }
            } finally {
                if (!kept) {
                    file.close();
                }
            }
        }
        throw new IOException(path + " is deleted again and again");
    }

    /**
     * Whether the locked file is the one at the path: the previous owner may just have deleted it. The size identifies the file
     * without a second descriptor. A file without data needs no space on a full disk.
     */
    private static boolean isAt(Path path, RandomAccessFile file) throws IOException {
        long size = ThreadLocalRandom.current().nextLong(1, 1L << 20);
        file.setLength(size);
        try {
            return Files.size(path) == size;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Releases the lock, and deletes the file if no later runner needs it. */
    public void release(boolean deleteFile) {
        try (file) {
            file.setLength(0);
            if (deleteFile) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.debugf(e, "cannot release %s", path);
        } finally {
            letGo(path);
        }
    }
}
