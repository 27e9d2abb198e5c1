package io.quarkiverse.processmanager.runtime.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.runtime.control.wire.ControlSockets;
import io.quarkiverse.processmanager.runtime.control.wire.SocketFacts;
import io.quarkiverse.processmanager.runtime.process.state.PrivateFile;
import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;

/**
 * The socket through which other processes of the same user see and control the processes of this application. The socket and
 * the file with its facts are in a directory that only this user can enter. Safe for use by several threads.
 */
public final class ControlSocket implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    private final ControlServer server;
    private final Path socket;
    private final Path facts;

    private ControlSocket(ControlServer server, Path socket, Path facts) {
        this.server = server;
        this.socket = socket;
        this.facts = facts;
    }

    /** Opens the socket of an application in the directory for the sockets of this user. */
    public static ControlSocket open(ProcessManager manager, SocketFacts facts) throws IOException {
        List<Path> directories = ControlSockets.directories();
        Path directory = ControlSockets.shortEnough(directories)
                .orElseThrow(() -> new IOException("the paths are too long for a socket: " + directories));
        // Deletes what dead JVMs have left.
        ControlSockets.living(directories);
        return open(directory, facts, new Requests(manager)::answer);
    }

    static ControlSocket open(Path directory, SocketFacts facts, BiConsumer<String, Answer> requests) throws IOException {
        if (directory.getParent() != null) {
            StateDirectory.prepare(directory.getParent());
        }
        StateDirectory.prepare(directory);
        String name = facts.pid() + "-" + Integer.toHexString(ThreadLocalRandom.current().nextInt());
        Path path = directory.resolve(name + ControlSockets.SOCKET);
        Path file = directory.resolve(name + ControlSockets.FACTS);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path));
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            }
            write(file, facts.toJson());
            // A failure closes the channel, which its thread must not be using; a client that is faster waits in its queue.
            ControlServer server = new ControlServer(channel, new PeerCheck(directory), facts, requests);
            server.start();
            LOG.debugf("The control socket is %s", path);
            return new ControlSocket(server, path, file);
        } catch (IOException | RuntimeException e) {
            channel.close();
            ControlSockets.delete(file, path);
            throw e;
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = PrivateFile.create(file)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    Path path() {
        return socket;
    }

    /** Ends all connections and deletes the socket. */
    @Override
    public void close() {
        ControlSockets.delete(facts);
        server.close();
        ControlSockets.delete(socket);
    }
}
