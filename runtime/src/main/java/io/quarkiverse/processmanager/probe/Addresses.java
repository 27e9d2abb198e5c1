package io.quarkiverse.processmanager.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** The addresses of the hosts that need no look-up, which would block. */
final class Addresses {

    private Addresses() {
    }

    static boolean areKnown(String host) {
        return isLocalhost(host) || isLiteral(host);
    }

    /** Both addresses of localhost, whatever the files of this machine say, or the one that the host is. */
    static List<InetAddress> known(String host) {
        try {
            return isLocalhost(host) ? List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1"))
                    : List.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + host + "' is not an address", e);
        }
    }

    private static boolean isLocalhost(String host) {
        return host.equalsIgnoreCase("localhost");
    }

    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9]+(\\.[0-9]+){3}");
    }
}
