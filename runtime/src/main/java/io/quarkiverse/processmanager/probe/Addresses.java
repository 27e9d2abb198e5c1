package io.quarkiverse.processmanager.probe;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/** Resolves a host to its addresses. A DNS lookup blocks; {@code localhost} and address literals need none. */
final class Addresses {

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");

    private Addresses() {
    }

    static boolean needsLookup(String host) {
        return !isLocalhost(host) && isName(host);
    }

    /** Whether the host is a name, not the literal of an address. */
    static boolean isName(String host) {
        return host.indexOf(':') < 0 && !IPV4.matcher(host).matches();
    }

    /**
     * The addresses of a host. For {@code localhost} these are 127.0.0.1 and ::1, independent of the configuration of this
     * machine. The call blocks if {@link #needsLookup} holds.
     */
    static List<InetAddress> of(String host) throws UnknownHostException {
        return isLocalhost(host) ? List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1"))
                : List.of(InetAddress.getAllByName(host));
    }

    /** The literal of an address, with the short form of the IPv6 loopback address. */
    static String text(InetAddress address) {
        return address.isLoopbackAddress() && address instanceof Inet6Address ? "::1" : address.getHostAddress();
    }

    private static boolean isLocalhost(String host) {
        return host.equalsIgnoreCase("localhost");
    }
}
