package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.runtime.process.libc.NativeAccess;
import io.quarkiverse.processmanager.runtime.process.libc.SocketDiagnosis.Listener;
import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts;

/**
 * Asks the kernel for the listening sockets, or reads them from {@code /proc/net/tcp} and {@code /proc/net/tcp6} where there is no
 * native way. Reads their holders from {@code /proc/PID/fd}. A JVM may read the descriptors of processes of its own user only,
 * unless it runs as root.
 */
final class LinuxListeningPorts implements ListeningPorts {

    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int USER = 7;
    private static final int SOCKET = 9;
    private static final String LISTEN = "0A";
    private static final String LISTEN_FIELD = " " + LISTEN + " ";
    private static final String[] NO_FIELDS = {};
    /** After so many connections in a row the table has no listening socket any more. */
    private static final int CONNECTIONS = 100;
    private static final String LINK = "socket:[";

    /**
     * The addresses that accept a connection to 127.0.0.1 or ::1, in words of four bytes in the order of the processor: any
     * address, the loopback address, and both of IPv4 within IPv6.
     */
    private static final Set<String> LOCAL = Set.of("00000000", "0100007F", "7F000001", "0".repeat(32),
            "0".repeat(24) + "01000000", "0".repeat(24) + "00000001", "0".repeat(16) + "FFFF0000" + "00000000",
            "0".repeat(16) + "0000FFFF" + "00000000", "0".repeat(16) + "FFFF0000" + "0100007F",
            "0".repeat(16) + "0000FFFF" + "7F000001");

    private final Path root;
    private final ListeningPorts otherwise;
    private final Supplier<Optional<NativeAccess>> way;

    LinuxListeningPorts(Supplier<Optional<NativeAccess>> way) {
        this(Path.of("/proc"), new ConnectedPorts(), way);
    }

    /** {@code otherwise} serves where the system hides its sockets. */
    LinuxListeningPorts(Path root, ListeningPorts otherwise, Supplier<Optional<NativeAccess>> way) {
        this.root = root;
        this.otherwise = otherwise;
        this.way = way;
    }

    @Override
    public List<ListeningSocket> on(int port) {
        return listeners(port).map(found -> found.stream().map(LinuxListeningPorts::socket).toList())
                .orElseGet(() -> inTables(port));
    }

    /** The listening sockets as the kernel answers on the native way, which takes 20 us. */
    private Optional<List<Listener>> listeners(int port) {
        return way.get().flatMap(access -> access.listeners(port));
    }

    @Override
    public Optional<Set<Integer>> listening() {
        return listeners(0).map(found -> found.stream().map(Listener::port).collect(Collectors.toSet()));
    }

    private static ListeningSocket socket(Listener listener) {
        return new ListeningSocket(listener.socket(), String.valueOf(listener.user()));
    }

    private List<ListeningSocket> inTables(int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        List<ListeningSocket> sockets = new ArrayList<>();
        try {
            readAll(suffix, fields -> sockets.add(socket(fields)));
        } catch (IOException e) {
            return otherwise.on(port);
        }
        return sockets;
    }

    @Override
    public boolean showsPorts() {
        return true;
    }

    @Override
    public Set<Integer> of(Set<Long> pids) {
        Map<Long, Integer> ports = new HashMap<>();
        Optional<List<Listener>> listeners = listeners(0);
        if (listeners.isPresent()) {
            listeners.get().forEach(one -> ports.put(one.socket(), one.port()));
        } else {
            try {
                readAll("", fields -> ports.put(socket(fields).id(), port(fields[LOCAL_ADDRESS])));
            } catch (IOException e) {
                return Set.of();
            }
        }
        Set<Integer> found = new TreeSet<>();
        for (Long pid : pids) {
            held(String.valueOf(pid), ports.keySet()).forEach(socket -> found.add(ports.get(socket)));
        }
        return found;
    }

    private static ListeningSocket socket(String[] fields) {
        return new ListeningSocket(Long.parseLong(fields[SOCKET]), fields[USER]);
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
    }

    private void readAll(String suffix, Consumer<String[]> rows) throws IOException {
        read("tcp", suffix, rows);
        try {
            read("tcp6", suffix, rows);
        } catch (IOException e) {
            // This system has no IPv6.
        }
    }

    @Override
    public boolean isFree(int port) {
        return listeners(port).map(List::isEmpty).orElseGet(() -> canBindOrNoneListens(port));
    }

    /**
     * A port that can be bound is free. If it cannot, the table of sockets decides: the last connections of a server that has ended
     * can prevent that, too. A port is bound for a few microseconds, and never accepts a connection.
     */
    private boolean canBindOrNoneListens(int port) {
        return canBind("127.0.0.1", StandardProtocolFamily.INET, port) && canBind("::1", StandardProtocolFamily.INET6, port)
                || on(port).isEmpty();
    }

    private static boolean canBind(String address, ProtocolFamily family, int port) {
        try (SocketChannel socket = SocketChannel.open(family)) {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(
                    new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException | UnsupportedOperationException | UnsupportedAddressTypeException e) {
            return false;
        }
    }

    /** Linux lists the listening sockets first. Of the connections after them, which can be very many, a few rows are read. */
    private void read(String table, String suffix, Consumer<String[]> rows) throws IOException {
        try (TableLines lines = new TableLines(root.resolve("net").resolve(table))) {
            int connections = 0;
            for (String line = lines.next(); line != null && connections < CONNECTIONS; line = lines.next()) {
                String[] fields = line.contains(LISTEN_FIELD) && line.contains(suffix) ? line.strip().split("\\s+") : NO_FIELDS;
                if (fields.length > SOCKET && fields[STATE].equals(LISTEN) && isLocal(fields[LOCAL_ADDRESS], suffix)) {
                    rows.accept(fields);
                }
                connections = line.contains(LISTEN_FIELD) ? 0 : connections + 1;
            }
        }
    }

    private static boolean isLocal(String address, String suffix) {
        return address.endsWith(suffix) && LOCAL.contains(address.substring(0, address.lastIndexOf(':')));
    }

    @Override
    public boolean isHolder(long pid, Set<Long> sockets) {
        File directory = descriptors(String.valueOf(pid));
        for (String descriptor : names(directory)) {
            OptionalLong socket = socket(directory, descriptor);
            if (socket.isPresent() && sockets.contains(socket.getAsLong())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Map<Long, Set<Long>> holders(Set<Long> sockets) {
        Map<Long, Set<Long>> holders = new HashMap<>();
        for (String name : names(root.toFile())) {
            if (Character.isDigit(name.charAt(0))) {
                for (Long socket : held(name, sockets)) {
                    holders.computeIfAbsent(socket, any -> new HashSet<>()).add(Long.valueOf(name));
                }
            }
        }
        return holders;
    }

    private Set<Long> held(String pid, Set<Long> sockets) {
        Set<Long> held = new HashSet<>();
        File directory = descriptors(pid);
        for (String descriptor : names(directory)) {
            socket(directory, descriptor).ifPresent(held::add);
        }
        held.retainAll(sockets);
        return held;
    }

    private File descriptors(String pid) {
        return root.resolve(pid).resolve("fd").toFile();
    }

    /** The names in a directory; none if it cannot be listed, as that of another user's process. */
    private static String[] names(File directory) {
        String[] names = directory.list();
        return names == null ? new String[0] : names;
    }

    /** The socket of a descriptor; empty if it is none, or is closed in the meantime. */
    private static OptionalLong socket(File directory, String descriptor) {
        try {
            String link = Files.readSymbolicLink(Path.of(directory.getPath(), descriptor)).toString();
            return link.startsWith(LINK) ? OptionalLong.of(Long.parseLong(link.substring(LINK.length(), link.length() - 1)))
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
