package io.quarkiverse.processmanager.runtime.process.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts.ListeningSocket;

class LinuxListeningPortsTest {

    private static final String HEADER = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    private final ListeningPorts ports = new LinuxListeningPorts(this::way);

    /** The tables of {@code /proc/net} are read. */
    Optional<NativeAccess> way() {
        return Optional.empty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.1", "0.0.0.0", "::1", "::" })
    void aListenerForLocalhostIsFoundWithItsHolder(String address) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            Set<Long> sockets = ids(ports.on(listener.getLocalPort()));
            long jvm = ProcessHandle.current().pid();

            assertThat(sockets).hasSize(1).doesNotContain(0L);
            assertThat(ports.isHolder(jvm, sockets)).isTrue();
            assertThat(ports.isHolder(1, Set.of(Long.MAX_VALUE))).isFalse();
            assertThat(ports.holders(sockets)).containsOnlyKeys(sockets)
                    .allSatisfy((socket, pids) -> assertThat(pids).contains(jvm));
        }
    }

    @Test
    void allListenersOnAPortAreFoundAndNoneOnAnother() throws IOException {
        try (ServerSocket v4 = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ServerSocket v6 = new ServerSocket(v4.getLocalPort(), 1, InetAddress.getByName("::1"));
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            List<ListeningSocket> found = ports.on(v4.getLocalPort());

            assertThat(found).hasSize(2).doesNotContainAnyElementsOf(ports.on(other.getLocalPort()));
            assertThat(found).isEqualTo(new LinuxListeningPorts(Optional::empty).on(v6.getLocalPort()));
        }
    }

    /** The kernel answers with several messages in several reads. */
    @Test
    void manyListenersAreFound() throws IOException {
        List<ServerSocket> listeners = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                listeners.add(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
            }
            assertThat(ports.of(Set.of(ProcessHandle.current().pid())))
                    .containsAll(listeners.stream().map(ServerSocket::getLocalPort).toList());
        } finally {
            for (ServerSocket listener : listeners) {
                listener.close();
            }
        }
    }

    @Test
    void thePortsOfAProcessAreThoseOnWhichItListens() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            assertThat(ports.of(Set.of(ProcessHandle.current().pid()))).contains(listener.getLocalPort(), other.getLocalPort());
            assertThat(ports.of(Set.of(Long.MAX_VALUE))).isEmpty();
        }
    }

    @Test
    void aListenerOnAnotherAddressDoesNotAnswerLocalhost() throws IOException {
        List<ListeningSocket> found = List.of(new ListeningSocket(0, ""));
        // Another process can listen on a port with the same number, and on the address that answers localhost.
        for (int attempt = 0; attempt < 5 && !found.isEmpty(); attempt++) {
            try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.53"))) {
                found = ports.on(listener.getLocalPort());
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void aPortWithoutAListenerHasNoSocket() throws IOException {
        int port;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = listener.getLocalPort();
        }

        assertThat(ports.on(port)).isEmpty();
        assertThat(new ConnectedPorts().on(port)).isEmpty();
    }

    /** Lines of a machine with both byte orders, a connection to the port, and a port with the same digits. */
    @Test
    void onlyListeningSocketsOfThePortCount(@TempDir Path proc) throws IOException {
        Files.createDirectory(proc.resolve("net"));
        Files.writeString(proc.resolve("net/tcp"), HEADER + line("0100007F:1538", "0A", 11) + line("7F000001:1538", "0A", 12)
                + line("0100007F:2538", "0A", 14) + line("0101A8C0:1538", "0A", 15) + line("0100007F:1538", "01", 13));
        Files.writeString(proc.resolve("net/tcp6"), HEADER
                + line("0000000000000000FFFF00000100007F:1538", "0A", 16)
                + line("B80D0120000000000000000001000000:1538", "0A", 17));

        assertThat(new LinuxListeningPorts(proc, new ConnectedPorts(), Optional::empty).on(0x1538)).containsExactly(
                new ListeningSocket(11, "105"), new ListeningSocket(12, "105"),
                new ListeningSocket(16, "105"));
    }

    /** The kernel returns a page at a time, so a row can begin in one read and end in the next. */
    @Test
    void allListeningSocketsAreReadAndFewConnections(@TempDir Path proc) throws IOException {
        Files.createDirectory(proc.resolve("net"));
        String sockets = HEADER + line("0100007F:2538", "0A", 1).repeat(2_000) + line("0100007F:1538", "0A", 2);
        String connections = line("0100007F:2538", "01", 3);
        Files.writeString(proc.resolve("net/tcp6"), HEADER);
        LinuxListeningPorts table = new LinuxListeningPorts(proc, new ConnectedPorts(), Optional::empty);

        Files.writeString(proc.resolve("net/tcp"), sockets + connections.repeat(5_000) + line("0100007F:1538", "0A", 4));
        assertThat(table.on(0x1538)).containsExactly(new ListeningSocket(2, "105"));

        Files.writeString(proc.resolve("net/tcp"), sockets + connections.repeat(50) + line("0100007F:1538", "0A", 4));
        assertThat(table.on(0x1538)).as("a kernel that has another order")
                .containsExactly(new ListeningSocket(2, "105"), new ListeningSocket(4, "105"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.1", "0.0.0.0", "::1", "::" })
    void aPortIsFreeWhenNoServerAcceptsConnections(String address) throws IOException {
        int port;
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByName(address))) {
            port = listener.getLocalPort();
            assertThat(ports.isFree(port)).isFalse();
            try (Socket client = new Socket(InetAddress.getByName(address), port); Socket server = listener.accept()) {
                listener.close();
                server.close();
                assertThat(ports.isFree(port)).as("the last connection of the server is not forgotten").isTrue();
            }
        }
        assertThat(ports.isFree(port)).isTrue();
        new ServerSocket(port, 5, InetAddress.getByName(address)).close();
    }

    @Test
    void aSystemThatHidesItsSocketsIsAskedWithAConnection(@TempDir Path proc) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            LinuxListeningPorts hidden = new LinuxListeningPorts(proc, new ConnectedPorts(), Optional::empty);

            assertThat(hidden.on(listener.getLocalPort())).containsExactly(new ListeningSocket(0, ""));
            assertThat(hidden.holders(Set.of(0L))).isEmpty();
        }
    }

    private static String line(String address, String state, int socket) {
        return "   0: " + address + " 00000000:0000 " + state + " 00000000:00000000 00:00000000 00000000   105        0 "
                + socket + " 1 0000000000000000 100 0 0 10 0\n";
    }

    private static Set<Long> ids(List<ListeningSocket> sockets) {
        return sockets.stream().map(ListeningSocket::id).collect(Collectors.toSet());
    }
}
