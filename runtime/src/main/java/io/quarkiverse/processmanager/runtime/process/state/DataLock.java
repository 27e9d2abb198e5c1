package io.quarkiverse.processmanager.runtime.process.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/**
 * The lock on a data directory. The system releases the lock when the JVM dies, also for JVMs of other containers. A file beside it
 * names the owner, so that another JVM can name the owner, and can recognize a process that survives its JVM for a while. For one
 * thread at a time.
 */
public final class DataLock {

    private static final Logger LOG = Logger.getLogger(DataLock.class);
    private static final String LOCK = ".process-manager.lock";
    /** The place of the start time among the fields behind the name of the program. */
    private static final int START_TIME = 19;
    private static final String OWNER = ".process-manager.owner";

    private final Path directory;
    private final OwnerLock lock;

    private DataLock(Path directory, OwnerLock lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Takes the lock of an existing directory; empty if another JVM, or another process of this JVM, holds it.
     *
     * @throws IOException if the lock file cannot be written or is a symbolic link, or if the file system has no locks
     */
    public static Optional<DataLock> take(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (Files.isSymbolicLink(real.resolve(LOCK))) {
            // The directory belongs to the user of the process, and the lock changes the size of its file.
            throw new IOException(real.resolve(LOCK) + " is a symbolic link");
        }
        return OwnerLock.take(real.resolve(LOCK)).map(lock -> new DataLock(real, lock));
    }

    /** Whether nothing holds the lock. A directory that cannot be locked counts as free. */
    public static boolean isFree(Path directory) {
        try {
            Optional<DataLock> taken = take(directory);
            taken.ifPresent(some -> some.lock.release(true));
            return taken.isPresent();
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether an application holds the lock, or the process that was noted last is alive. The directory need not exist. */
    public static boolean isUsed(Path directory) {
        return Files.isDirectory(directory) && (!isFree(directory) || owner(directory).flatMap(DataOwner::root)
                .filter(DataLock::isAlive).isPresent());
    }

    /** Whether the process itself is alive, and not another one that has its pid now. Only Linux shows the difference here. */
    private static boolean isAlive(ProcessId root) {
        if (ProcessHandle.of(root.pid()).isEmpty()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(root.pid()), "stat"), StandardCharsets.ISO_8859_1);
            // The name of the program, in parentheses, can contain blanks.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[START_TIME]) == root.startTicks();
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }

    /** The owner that is, or was the last one; empty if no owner was noted, or if it has released the lock. */
    public static Optional<DataOwner> owner(Path directory) {
        try {
            return DataOwner.parse(Files.readAllLines(directory.resolve(OWNER), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Notes the owner. Without the note, the lock alone protects the data. */
    public void note(DataOwner owner) {
        try {
            Path fresh = directory.resolve(OWNER + ".new");
            Files.deleteIfExists(fresh);
            Files.write(fresh, owner.lines(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(fresh, directory.resolve(OWNER), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warnf(
                    "cannot write the owner of the data into %s: %s; an application that shares the process waits for this one",
                    directory, e);
        }
    }

    /** Releases the lock; no process of the owner is alive. */
    public void release() {
        try {
            Files.deleteIfExists(directory.resolve(OWNER));
        } catch (IOException e) {
            LOG.debugf("cannot delete the owner of %s: %s", directory, e);
        }
        lock.release(true);
    }

    /** Releases the lock while the process goes on: the note of the owner stays. */
    public void abandon() {
        lock.release(false);
    }
}
