package io.quarkiverse.processmanager.runtime.process.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.processmanager.runtime.process.table.ListeningPorts;

/**
 * Finds out with a connection whether a process listens on a port, on a system that does not show its sockets. It cannot find
 * that process. Binding the port instead would fail for a while after the end of a server, until the system has forgotten its
 * last connections.
 */
final class ConnectedPorts implements ListeningPorts {

    /** Windows repeats the attempt for 2 s before it reports a refused connection. */
    private static final int TIMEOUT_MILLIS = 200;
    private static final List<ListeningSocket> UNKNOWN = List.of(new ListeningSocket(0, ""));

    @Override
    public List<ListeningSocket> on(int port) {
        return accepts("127.0.0.1", port) || accepts("::1", port) ? UNKNOWN : List.of();
    }

    private static boolean accepts(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(address), port), TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean isHolder(long pid, Set<Long> sockets) {
        return false;
    }

    @Override
    public Map<Long, Set<Long>> holders(Set<Long> sockets) {
        return Map.of();
    }
}
