package io.quarkiverse.processmanager.runtime.process.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import org.jboss.logging.Logger;

/**
 * A lock file that one runner holds at a time. The system releases the lock when the JVM dies. For one thread.
 * <p>
 * While the lock is held, no code of this JVM may open the file a second time: the system releases the lock when any descriptor
 * of the file is closed.
 */
public final class OwnerLock {

    private static final Logger LOG = Logger.getLogger(OwnerLock.class);
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
    private static final int ATTEMPTS = 10;

    private final Path path;
    private final FileChannel channel;

    private OwnerLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes the lock of a file; empty if another runner holds it. */
    public static Optional<OwnerLock> take(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        if (!HELD.add(path)) {
            return Optional.empty();
        }
        Optional<OwnerLock> taken = Optional.empty();
        try {
            taken = open(path);
        } finally {
            if (taken.isEmpty()) {
                HELD.remove(path);
            }
        }
        return taken;
    }

    private static Optional<OwnerLock> open(Path path) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                return Optional.empty();
            }
            if (isAt(path, channel)) {
                return Optional.of(new OwnerLock(path, channel));
            }
            channel.close();
        }
        throw new IOException(path + " is deleted again and again");
    }

    /**
     * Whether the locked file is the one at the path: the previous owner may just have deleted it. The size identifies the file
     * without a second descriptor.
     */
    private static boolean isAt(Path path, FileChannel channel) throws IOException {
        long size = ThreadLocalRandom.current().nextLong(1, 1L << 20);
        channel.truncate(0);
        channel.write(ByteBuffer.allocate(1), size - 1);
        try {
            return Files.size(path) == size;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Releases the lock, and deletes the file if no later runner needs it. */
    public void release(boolean deleteFile) {
        try (channel) {
            channel.truncate(0);
            if (deleteFile) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.debugf(e, "cannot release %s", path);
        } finally {
            HELD.remove(path);
        }
    }
}
