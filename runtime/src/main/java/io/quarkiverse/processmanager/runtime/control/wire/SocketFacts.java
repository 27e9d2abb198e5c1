package io.quarkiverse.processmanager.runtime.control.wire;

import java.util.LinkedHashMap;
import java.util.Map;

import io.quarkiverse.processmanager.runtime.program.Json;

/**
 * What a client needs to know to choose a socket. The file beside the socket and the first line of each connection have it.
 *
 * @param protocol the version of the protocol, {@link #PROTOCOL}
 * @param application the name of the application
 * @param directory the directory in which the application runs, absolute
 * @param mode {@code dev}, {@code test} or {@code prod}
 */
public record SocketFacts(int protocol, String application, String directory, long pid, String mode) {

    /** A client that finds another number cannot talk to the application. */
    public static final int PROTOCOL = 1;

    public String toJson() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("protocol", protocol);
        members.put("application", application);
        members.put("directory", directory);
        members.put("pid", pid);
        members.put("mode", mode);
        return JsonText.of(members);
    }

    /**
     * Reads the result of {@link #toJson()}.
     *
     * @throws IllegalArgumentException if the text is something else
     */
    public static SocketFacts parse(String json) {
        if (Json.parse(json) instanceof Map<?, ?> members && members.get("protocol") instanceof Number protocol
                && members.get("pid") instanceof Number pid) {
            return new SocketFacts(protocol.intValue(), text(members, "application"), text(members, "directory"),
                    pid.longValue(), text(members, "mode"));
        }
        throw new IllegalArgumentException("no protocol and pid in " + json);
    }

    private static String text(Map<?, ?> members, String name) {
        return members.get(name) instanceof String text ? text : "";
    }
}
