package io.quarkiverse.processmanager.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;

/**
 * A connection of this machine to itself. Linux opens such a connection within a system call, so a check needs no timer, no event and
 * no object of the event loop, which cost most of the CPU time of a check with a client. Never blocks.
 */
final class LocalConnection {

    private LocalConnection() {
    }

    /**
     * Whether a program accepts a connection at once, on one of the loopback addresses of the host. False says nothing: the connection
     * can be refused or can take longer, or the host is another machine.
     */
    static boolean opensAtOnce(String host, int port) {
        if (Addresses.needsLookup(host)) {
            return false;
        }
        try {
            for (InetAddress address : Addresses.of(host)) {
                if (address.isLoopbackAddress() && opensAtOnce(new InetSocketAddress(address, port))) {
                    return true;
                }
            }
        } catch (UnknownHostException e) {
            // The check with a client reports it.
        }
        return false;
    }

    private static boolean opensAtOnce(InetSocketAddress target) {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            // Linux answers the first call with "in progress", and the connection is open when that call returns.
            return channel.connect(target) || channel.finishConnect();
        } catch (IOException | UnsupportedAddressTypeException e) {
            // The latter is an IPv6 address where the JVM has no IPv6.
            return false;
        }
    }
}
