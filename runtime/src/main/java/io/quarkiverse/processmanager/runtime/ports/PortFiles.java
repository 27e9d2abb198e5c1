package io.quarkiverse.processmanager.runtime.ports;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;

/**
 * The files behind the ports of all JVMs of one user. In the file {@code locks} a JVM locks one byte for each of its ports, at the
 * offset of the port. Each application has a file with its ports, which one JVM locks as a whole: a second JVM of the same
 * application at the same time uses the next file. The system releases the locks when the JVM dies.
 * <p>
 * The system releases all locks of a JVM on a file when the JVM closes that file <em>once</em>. So each file is open once for the
 * life of the JVM, in the map that all class loaders share; it holds JDK types only. The files are read and written as streams,
 * because an interrupted thread closes the channel that it reads or writes. Without a state directory, or without locks in its
 * file system, the ports are neither locked nor remembered. The caller holds the lock of the table.
 */
final class PortFiles {

    private static final Logger LOG = Logger.getLogger(PortFiles.class);
    private static final String LOCKS = "locks";
    private static final int APPLICATIONS_OF_ONE_DIRECTORY = 100;

    private final Map<String, Object> shared;
    private final Path directory;

    PortFiles(Map<String, Object> shared, Path directory) {
        this.shared = shared;
        this.directory = directory;
    }

    /** Locks a port for this JVM. Without effect if this JVM has locked it already. */
    boolean lock(int port) {
        if (shared.containsKey(nameOf(port))) {
            return true;
        }
        try {
            FileLock lock = open(LOCKS).getChannel().tryLock(port, 1, false);
            if (lock == null) {
                return false;
            }
            shared.put(nameOf(port), lock);
        } catch (OverlappingFileLockException e) {
            LOG.debugf("port %d is locked by an earlier table of this JVM", port);
        } catch (IOException e) {
            LOG.debugf("cannot lock port %d: %s", port, e);
        }
        return true;
    }

    void unlock(int port) {
        if (shared.remove(nameOf(port)) instanceof FileLock lock) {
            try {
                lock.release();
            } catch (IOException e) {
                LOG.debugf("cannot unlock port %d: %s", port, e);
            }
        }
    }

    /** The ports of an earlier run of the application, by key. */
    Map<String, ChosenPort> remembered(String owner) {
        Map<String, ChosenPort> ports = new TreeMap<>();
        try {
            Optional<RandomAccessFile> file = memory(owner);
            if (file.isPresent()) {
                byte[] bytes = new byte[(int) file.get().length()];
                file.get().seek(0);
                file.get().readFully(bytes);
                new String(bytes, StandardCharsets.UTF_8).lines().filter(line -> line.indexOf(' ') > 0)
                        .forEach(line -> ChosenPort
                                .parse(line.substring(line.indexOf(' ') + 1))
                                .ifPresent(port -> ports.put(line.substring(0, line.indexOf(' ')), port)));
            }
        } catch (IOException e) {
            LOG.debugf("cannot read the ports of an earlier run: %s", e);
        }
        return ports;
    }

    /** Writes all ports of an application. */
    void remember(String owner, Map<String, ChosenPort> ports) {
        StringBuilder lines = new StringBuilder("# ").append(owner.replaceAll("\\s", " ")).append('\n');
        ports.forEach((key, port) -> lines.append(key).append(' ').append(port.text()).append('\n'));
        try {
            Optional<RandomAccessFile> file = memory(owner);
            if (file.isPresent()) {
                file.get().setLength(0);
                file.get().write(lines.toString().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            LOG.debugf("cannot write the ports for the next run: %s", e);
        }
    }

    /** The number of the file of this application: 0, or more while other JVMs run the same application. */
    int number(String owner) {
        return shared.get("number " + owner) instanceof Integer number ? number : 0;
    }

    /** The first file of the application that no other JVM uses; empty without a state directory. */
    private Optional<RandomAccessFile> memory(String owner) throws IOException {
        if (shared.get("memory " + owner) instanceof RandomAccessFile open) {
            return Optional.of(open);
        }
        String name = String.format("%08x%08x", owner.hashCode(), new StringBuilder(owner).reverse().toString().hashCode());
        for (int number = 0; number < APPLICATIONS_OF_ONE_DIRECTORY; number++) {
            Optional<RandomAccessFile> file = take(name + "-" + number);
            if (file.isPresent()) {
                shared.put("memory " + owner, file.get());
                shared.put("number " + owner, number);
                return file;
            }
        }
        return Optional.empty();
    }

    private Optional<RandomAccessFile> take(String name) throws IOException {
        if (shared.containsKey("file " + name)) {
            return Optional.empty();
        }
        RandomAccessFile file = open(name);
        try {
            FileLock lock = file.getChannel().tryLock();
            if (lock != null) {
                shared.put("lock " + name, lock);
                return Optional.of(file);
            }
        } catch (OverlappingFileLockException e) {
            LOG.debugf("%s is locked by an earlier table of this JVM", name);
        } finally {
            if (!shared.containsKey("lock " + name)) {
                // Another JVM has the file: this JVM has no lock on it that the close could release.
                shared.remove("file " + name);
                file.close();
            }
        }
        return Optional.empty();
    }

    private RandomAccessFile open(String name) throws IOException {
        if (shared.get("file " + name) instanceof RandomAccessFile open) {
            return open;
        }
        StateDirectory.prepare(directory);
        RandomAccessFile file = new RandomAccessFile(directory.resolve(name).toFile(), "rw");
        shared.put("file " + name, file);
        return file;
    }

    private static String nameOf(int port) {
        return "port " + port;
    }
}
