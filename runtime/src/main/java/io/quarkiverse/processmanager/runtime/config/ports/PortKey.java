package io.quarkiverse.processmanager.runtime.config.ports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.rules.replica.Replicas;

/**
 * The name of a property that has a port of a process.
 *
 * @param processId the id of the process
 * @param port the name of the port; empty for the main port
 */
record PortKey(String processId, String port) {

    private static final String PROCESSES = "quarkus.processes.";
    private static final String MAIN = ".port";
    private static final String NAMED = ".ports.";
    private static final Pattern REPLICA = Pattern.compile("(.+)-(0|[1-9][0-9]{0,2})");

    /** Reads the name of a property, with the id and the name of the port quoted or not; empty for any other property. */
    static Optional<PortKey> of(String property) {
        if (!property.startsWith(PROCESSES)) {
            return Optional.empty();
        }
        int end = endOfSegment(property, PROCESSES.length());
        String id = plain(property.substring(PROCESSES.length(), end));
        if (id.isEmpty()) {
            return Optional.empty();
        }
        if (property.startsWith(MAIN, end) && property.length() == end + MAIN.length()) {
            return Optional.of(new PortKey(id, ""));
        }
        if (property.startsWith(NAMED, end) && endOfSegment(property, end + NAMED.length()) == property.length()) {
            String port = plain(property.substring(end + NAMED.length()));
            return port.isEmpty() ? Optional.empty() : Optional.of(new PortKey(id, port));
        }
        return Optional.empty();
    }

    /** The names of the property, without and with quotes: each source can use another one. */
    List<String> properties() {
        List<String> names = new ArrayList<>();
        for (String id : List.of(processId, quoted(processId))) {
            if (port.isEmpty()) {
                names.add(PROCESSES + id + MAIN);
            } else {
                names.add(PROCESSES + id + NAMED + port);
                names.add(PROCESSES + id + NAMED + quoted(port));
            }
        }
        return names;
    }

    /** The names of the property of another setting of the process. */
    List<String> properties(String setting) {
        return List.of(PROCESSES + processId + "." + setting, PROCESSES + quoted(processId) + "." + setting);
    }

    /** The same port of one replica of the process. */
    PortKey replica(int index) {
        return new PortKey(Replicas.id(processId, index), port);
    }

    /** The key of the process of which this key means a replica, if its id ends as that of a replica does. */
    Optional<PortKey> ofGroup() {
        Matcher replica = REPLICA.matcher(processId);
        return replica.matches() ? Optional.of(new PortKey(replica.group(1), port)) : Optional.empty();
    }

    /** The index of the replica; call it if there is {@link #ofGroup}. */
    int index() {
        return Integer.parseInt(processId.substring(processId.lastIndexOf('-') + 1));
    }

    private static int endOfSegment(String property, int start) {
        if (start < property.length() && property.charAt(start) == '"') {
            int quote = property.indexOf('"', start + 1);
            return quote < 0 ? property.length() : quote + 1;
        }
        int dot = property.indexOf('.', start);
        return dot < 0 ? property.length() : dot;
    }

    private static String plain(String segment) {
        return segment.length() > 1 && segment.startsWith("\"") && segment.endsWith("\"")
                ? segment.substring(1, segment.length() - 1)
                : segment;
    }

    private static String quoted(String segment) {
        return '"' + segment + '"';
    }
}
