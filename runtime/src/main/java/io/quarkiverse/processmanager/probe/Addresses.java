package io.quarkiverse.processmanager.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/** The addresses of the hosts that need no look-up, which would block. */
final class Addresses {

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");

    private Addresses() {
    }

    static boolean needLookUp(String host) {
        return !isLocalhost(host) && host.indexOf(':') < 0 && !IPV4.matcher(host).matches();
    }

    /** Both addresses of localhost, whatever the files of this machine say, or the addresses of the host. */
    static List<InetAddress> of(String host) throws UnknownHostException {
        return isLocalhost(host) ? List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1"))
                : List.of(InetAddress.getAllByName(host));
    }

    private static boolean isLocalhost(String host) {
        return host.equalsIgnoreCase("localhost");
    }
}
