package io.quarkiverse.processmanager.runtime.control.wire;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.process.state.StateDirectory;

/**
 * The directories with the sockets of this user. Beside each socket is a file with its facts, which is written when the socket
 * accepts connections.
 */
public final class ControlSockets {

    public static final String SOCKET = ".sock";
    public static final String FACTS = ".json";
    /** The path of a socket has 108 bytes on Linux and 104 on macOS, with a zero at its end. */
    private static final int LONGEST_PATH = 103;
    /** The longest name of a socket: two numbers in hexadecimal digits. */
    private static final int NAME_LENGTH = 30;

    /** The name of a socket begins with the pid of its JVM. */
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})-[0-9a-f]+\\" + SOCKET);

    private ControlSockets() {
    }

    /** A socket and its facts. */
    public record Found(SocketFacts facts, Path socket) {
    }

    /** The directories in which applications of this user put their sockets, best first. */
    public static List<Path> directories() {
        Set<Path> directories = new LinkedHashSet<>();
        String system = System.getProperty("os.name");
        directories.add(StateDirectory.of(system).resolve("control"));
        // The directory for temporary files can be another one for each JVM, and its path can be too long for a socket.
        directories.add(StateDirectory.withShortPath(system).resolve("control"));
        return List.copyOf(directories);
    }

    /** The first of these directories whose path is short enough for a socket. */
    public static Optional<Path> shortEnough(List<Path> directories) {
        return directories.stream().filter(directory -> length(directory) + 1 + NAME_LENGTH <= LONGEST_PATH).findFirst();
    }

    private static int length(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** The sockets that accept connections. Deletes the files of those whose JVM has died. */
    public static List<Found> living(List<Path> directories) {
        List<Found> living = new ArrayList<>();
        for (Path directory : directories) {
            for (Path file : filesIn(directory, FACTS)) {
                find(file).ifPresent(living::add);
            }
            filesIn(directory, SOCKET).forEach(ControlSockets::deleteIfLost);
        }
        return living;
    }

    private static List<Path> filesIn(Path directory, String end) {
        List<Path> files = new ArrayList<>();
        if (!StateDirectory.isOwnDirectory(directory)) {
            return files;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*" + end)) {
            all.forEach(files::add);
        } catch (IOException e) {
            // Another process has deleted the directory.
        }
        files.sort(null);
        return files;
    }

    private static Optional<Found> find(Path file) {
        String name = file.getFileName().toString();
        Path socket = file.resolveSibling(name.substring(0, name.length() - FACTS.length()) + SOCKET);
        try {
            SocketFacts facts = SocketFacts.parse(Files.readString(file));
            connect(socket);
            return Optional.of(new Found(facts, socket));
        } catch (ConnectException e) {
            delete(file, socket);
        } catch (IOException | IllegalArgumentException e) {
            // The application just ends, or has no time for another connection, or is a newer one with other facts.
            if (Files.notExists(socket)) {
                delete(file, socket);
            }
        }
        return Optional.empty();
    }

    /**
     * A JVM that is killed while it writes or deletes the facts of its socket leaves a socket without them, which no search finds. The
     * socket of a JVM that is alive stays: the system refuses connections to a socket that is just being opened.
     */
    private static void deleteIfLost(Path socket) {
        String name = socket.getFileName().toString();
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches() || ProcessHandle.of(Long.parseLong(matcher.group(1))).isPresent()) {
            return;
        }
        try {
            connect(socket);
        } catch (ConnectException e) {
            delete(socket.resolveSibling(name.replace(SOCKET, FACTS)), socket);
        } catch (IOException e) {
            // Another JVM has just deleted it.
        }
    }

    /** Does not wait: a JVM that is suspended accepts no connection, and its queue of them can be full. */
    private static void connect(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (ConnectException e) {
            throw e;
        } catch (IOException e) {
            // With a full queue the system refuses to wait.
            if (Files.notExists(socket)) {
                throw e;
            }
        }
    }

    /** Deletes files as far as possible. */
    public static void delete(Path... files) {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // The next client or application tries again.
            }
        }
    }
}
