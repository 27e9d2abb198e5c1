package io.quarkiverse.processmanager.deployment.export;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the addresses that a user has written as text: {@code localhost:8081} becomes {@code quotes:8081}. A port that no process
 * of the deployment has stays as it is.
 *
 * @param byPort where each port of this machine will be
 */
record LiteralAddresses(Map<Integer, Place> byPort) {

    private static final Pattern LOCAL = Pattern.compile(
            "(?<![\\w.-])(?:localhost|127\\.0\\.0\\.1|\\[::1])(\\\\?:)(\\d{1,5})(?![\\d.])");

    /**
     * The place of a port.
     *
     * @param id the id of the process that listens; empty for the application
     * @param host the host where others find it
     * @param port the port there
     */
    record Place(String id, String host, int port) {
    }

    LiteralAddresses {
        byPort = Map.copyOf(byPort);
    }

    /** Whether a text has an address of this machine. */
    static boolean isLocal(String text) {
        return LOCAL.matcher(text).find();
    }

    /**
     * The text for a reader.
     *
     * @param reader the id of the process that receives the text; its own addresses stay local
     */
    String translate(String reader, String text) {
        Matcher address = LOCAL.matcher(text);
        StringBuilder translated = new StringBuilder();
        while (address.find()) {
            Place place = byPort.get(Integer.parseInt(address.group(2)));
            if (place != null) {
                String host = place.id().equals(reader) ? ExportTarget.LOCALHOST : place.host();
                address.appendReplacement(translated, Matcher.quoteReplacement(host + address.group(1) + place.port()));
            }
        }
        return address.appendTail(translated).toString();
    }
}
