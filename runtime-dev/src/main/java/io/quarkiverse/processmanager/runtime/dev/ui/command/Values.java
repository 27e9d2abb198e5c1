package io.quarkiverse.processmanager.runtime.dev.ui.command;

import java.util.HashMap;
import java.util.Map;

import io.quarkiverse.processmanager.runtime.program.Json;

/** Reads the values of a command from JSON. */
final class Values {

    private Values() {
    }

    /**
     * The members of an object, each as a text; empty for an empty text.
     *
     * @throws IllegalArgumentException if the text is no object
     */
    static Map<String, String> parse(String json) {
        if (json == null || json.isBlank()) {
            return Map.of();
        }
        if (!(Json.parse(json) instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException(
                    "cannot read the arguments: write a JSON object, such as {\"table\": \"stock\"}");
        }
        Map<String, String> values = new HashMap<>();
        members.forEach((name, value) -> values.put(String.valueOf(name), value == null ? "" : String.valueOf(value)));
        return values;
    }
}
