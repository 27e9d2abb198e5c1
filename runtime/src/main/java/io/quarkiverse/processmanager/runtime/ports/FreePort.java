package io.quarkiverse.processmanager.runtime.ports;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Finds out whether a process could listen on a port of this machine now. */
public final class FreePort {

    /** A server that listens on one address only can be invisible to a bind on all addresses, and the other way round. */
    private static final List<String> ADDRESSES = List.of("0.0.0.0", "127.0.0.1", "::1");

    private FreePort() {
    }

    /** A number among the ports that are chosen. */
    public static int candidate() {
        return ThreadLocalRandom.current().nextInt(PortCandidates.FIRST, PortCandidates.LAST + 1);
    }

    /** Whether a process could listen on the port now. */
    public static boolean isFree(int port) {
        if (!binds(new InetSocketAddress(port))) {
            return false;
        }
        for (String address : ADDRESSES) {
            if (!isFree(address, port)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFree(String address, int port) {
        try {
            InetAddress local = InetAddress.getByName(address);
            // A machine without IPv6 has no ::1.
            return binds(new InetSocketAddress(local, port)) || !binds(new InetSocketAddress(local, 0));
        } catch (UnknownHostException e) {
            return true;
        }
    }

    private static boolean binds(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address, 1);
            return true;
        } catch (IOException | SecurityException e) {
            return false;
        }
    }
}
