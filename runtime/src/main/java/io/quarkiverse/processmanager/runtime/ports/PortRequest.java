package io.quarkiverse.processmanager.runtime.ports;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A port that a process needs.
 *
 * @param owner the mode and the directory of the application: dev mode, tests and continuous tests never share a port
 * @param processId the id of the process
 * @param name the name of the port; empty for the main port of the process
 * @param wanted the port to begin with, if it is free; 0 for any port
 */
public record PortRequest(String owner, String processId, String name, int wanted) {

    /** The text that identifies the port of the process within its application, without blanks. */
    String key() {
        return keysOf(processId) + encoded(name);
    }

    /** The beginning of the keys of all ports of a process. */
    static String keysOf(String processId) {
        return encoded(processId) + "/";
    }

    /** The id of the process in a key. */
    static String processOf(String key) {
        return URLDecoder.decode(key.substring(0, key.indexOf('/')), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
