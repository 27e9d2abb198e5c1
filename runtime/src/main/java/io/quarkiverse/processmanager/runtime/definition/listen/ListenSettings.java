package io.quarkiverse.processmanager.runtime.definition.listen;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.PortConflict;
import io.quarkiverse.processmanager.PortOwner;
import io.quarkiverse.processmanager.ProcessDefinition;

/**
 * Where a process listens.
 *
 * @param host the host
 * @param port the main port; 0 for a port that is chosen later
 * @param ports the other ports by name; 0 for a port that is chosen later
 * @param owner which process may listen on the ports
 * @param conflict what happens when another process has a fixed port
 * @param urlScheme the scheme of the URL that dependents receive
 * @param urlSchemes the schemes of the other ports by name
 * @param chosen the names of the ports that were chosen because their setting is 0; the main port has the empty name
 */
public record ListenSettings(String host, OptionalInt port, Map<String, Integer> ports, PortOwner owner, PortConflict conflict,
        Optional<String> urlScheme, Map<String, String> urlSchemes, Set<String> chosen) {

    /** The host of a process that declares none. */
    public static final String LOCALHOST = "localhost";

    private static final Set<String> NAMES = Set.of(LOCALHOST, "localhost.localdomain", "127.0.0.1", "0.0.0.0");
    private static final Pattern LOOPBACK = Pattern.compile("127(?:\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[?([0-9a-f:.]*:[0-9a-f:.]*)]?");

    public ListenSettings {
        ports = Collections.unmodifiableMap(new TreeMap<>(ports));
        urlSchemes = Collections.unmodifiableMap(new TreeMap<>(urlSchemes));
        chosen = Collections.unmodifiableSet(new TreeSet<>(chosen));
    }

    /** The settings of a process whose ports are those that are written. */
    public ListenSettings(String host, OptionalInt port, Map<String, Integer> ports, PortOwner owner, PortConflict conflict,
            Optional<String> urlScheme, Map<String, String> urlSchemes) {
        this(host, port, ports, owner, conflict, urlScheme, urlSchemes, Set.of());
    }

    /** Whether the host is this machine. */
    public static boolean isLocal(String host) {
        return isLocalhost(host) || LOOPBACK.matcher(host).matches();
    }

    /**
     * Whether a server on {@code localhost} answers for the host. Another server can listen on the same port of another loopback
     * address, such as 127.0.0.2.
     */
    public static boolean isLocalhost(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        Matcher address = IPV6.matcher(name);
        if (!address.matches()) {
            return NAMES.contains(name);
        }
        try {
            // The JDK parses an address, and resolves no name.
            InetAddress parsed = InetAddress.getByName(address.group(1));
            return parsed.isAnyLocalAddress() || parsed.isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The host as a URL has it. */
    public static String literal(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** The variables with which a process receives its ports: {@code PORT}, and {@code PORT_ADMIN} for a port {@code admin}. */
    public static Map<String, String> variables(ProcessDefinition definition) {
        Map<String, String> variables = new TreeMap<>();
        definition.port().ifPresent(port -> variables.put(variable(""), String.valueOf(port)));
        definition.ports().forEach((name, port) -> variables.put(variable(name), String.valueOf(port)));
        return variables;
    }

    /** The variable of a port; an empty name means the main port. */
    public static String variable(String name) {
        return name.isEmpty() ? "PORT" : "PORT_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The variable with the URL of a port; an empty name means the main port. */
    public static String urlVariable(String name) {
        return variable(name).replaceFirst("PORT", "URL");
    }

    /** Whether a change between the two needs a restart. The host is that of clients, and the process does not know it. */
    public boolean needsRestartFor(ListenSettings next) {
        return !port.equals(next.port) || !ports.equals(next.ports);
    }

    /** These settings with ports that were chosen. */
    public ListenSettings with(OptionalInt main, Map<String, Integer> named) {
        Set<String> zeros = new TreeSet<>(chosen);
        if (port.equals(OptionalInt.of(0))) {
            zeros.add("");
        }
        ports.forEach((name, number) -> {
            if (number == 0) {
                zeros.add(name);
            }
        });
        return new ListenSettings(host, main, named, owner, conflict, urlScheme, urlSchemes, zeros);
    }

    /** These settings, with the names of the ports that were chosen for them before. */
    public ListenSettings withChosen(Set<String> names) {
        return new ListenSettings(host, port, ports, owner, conflict, urlScheme, urlSchemes, names);
    }
}
