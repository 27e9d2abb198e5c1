package io.quarkiverse.processmanager.terminal.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The replicas of a process. process-compose replaces {@code {{.PC_REPLICA_NUM}}} by the index of a replica, which is
 * {@code {replica}} here, and sets the variable of that name.
 */
final class ComposeReplicas {

    static final String VARIABLE = "PC_REPLICA_NUM";
    static final String INDEX = "{replica}";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*\\." + VARIABLE + "\\s*}}");

    private ComposeReplicas() {
    }

    /** Whether a process has several replicas: process-compose adds no index to the name of a process with one. */
    static boolean areIn(Node process) {
        return process.text("replicas").filter(number -> number.matches("[1-9][0-9]*") && !number.equals("1")).isPresent();
    }

    /** The process with our index in each text; the same process without replicas. */
    static Node indexed(Node process) {
        if (!areIn(process)) {
            return process;
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        process.entries().forEach((key, value) -> entries.put(key, indexed(value)));
        return Node.of(entries);
    }

    private static Object indexed(Object value) {
        if (value instanceof String text) {
            return PLACEHOLDER.matcher(text).replaceAll(INDEX);
        } else if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(indexed(element)));
            return elements;
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> entries.put(key, indexed(entry)));
            return entries;
        }
        return value;
    }
}
