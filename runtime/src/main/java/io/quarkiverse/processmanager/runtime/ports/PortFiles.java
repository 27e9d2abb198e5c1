package io.quarkiverse.processmanager.runtime.ports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
 * The system releases all locks of a JVM on a file when <em>any</em> channel of that file is closed. So each file has one channel
 * for the life of the JVM, in the map that all class loaders share; it holds JDK types only. Without a state directory the ports
 * are neither locked nor remembered. The caller holds the lock of the table.
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
            FileLock lock = open(LOCKS).tryLock(port, 1, false);
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
            Optional<FileChannel> channel = memory(owner);
            if (channel.isPresent()) {
                channel.get().position(0);
                String text = new String(Channels.newInputStream(channel.get()).readAllBytes(), StandardCharsets.UTF_8);
                text.lines().filter(line -> line.indexOf(' ') > 0).forEach(line -> ChosenPort
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
            Optional<FileChannel> channel = memory(owner);
            if (channel.isPresent()) {
                ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
                channel.get().truncate(0).position(0);
                while (bytes.hasRemaining()) {
                    channel.get().write(bytes);
                }
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
    private Optional<FileChannel> memory(String owner) throws IOException {
        if (shared.get("memory " + owner) instanceof FileChannel open) {
            return Optional.of(open);
        }
        String name = String.format("%08x%08x", owner.hashCode(), new StringBuilder(owner).reverse().toString().hashCode());
        for (int number = 0; number < APPLICATIONS_OF_ONE_DIRECTORY; number++) {
            Optional<FileChannel> channel = take(name + "-" + number);
            if (channel.isPresent()) {
                shared.put("memory " + owner, channel.get());
                shared.put("number " + owner, number);
                return channel;
            }
        }
        return Optional.empty();
    }

    private Optional<FileChannel> take(String name) throws IOException {
        if (shared.containsKey("file " + name)) {
            return Optional.empty();
        }
        FileChannel channel = open(name);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                shared.put("lock " + name, lock);
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException e) {
            LOG.debugf("%s is locked by an earlier table of this JVM", name);
        }
        // Another JVM has the file: this JVM has no lock on it that the close could release.
        shared.remove("file " + name);
        channel.close();
        return Optional.empty();
    }

    private FileChannel open(String name) throws IOException {
        if (shared.get("file " + name) instanceof FileChannel open) {
            return open;
        }
        StateDirectory.prepare(directory);
        FileChannel channel = FileChannel.open(directory.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        shared.put("file " + name, channel);
        return channel;
    }

    private static String nameOf(int port) {
        return "port " + port;
    }
}
