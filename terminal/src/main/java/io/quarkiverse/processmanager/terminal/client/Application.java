package io.quarkiverse.processmanager.terminal.client;

import java.util.LinkedHashMap;
import java.util.Map;

import io.quarkiverse.processmanager.runtime.control.wire.JsonText;

/**
 * A running application that answers requests about its processes. Each request has an answer of its own. Safe for use by several
 * threads.
 */
public interface Application {

    /**
     * Sends a request. Returns as soon as the application has received it.
     *
     * @param command the name of the command, such as {@code ps}
     * @param options the other members of the request
     * @throws Failure if the application cannot be reached
     */
    Answer request(String command, Map<String, ?> options);

    /** The line for a request. */
    static String line(String command, Map<String, ?> options) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("command", command);
        request.putAll(options);
        return JsonText.of(request);
    }
}
