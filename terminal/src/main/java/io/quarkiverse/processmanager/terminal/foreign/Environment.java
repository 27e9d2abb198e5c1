package io.quarkiverse.processmanager.terminal.foreign;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variables of process-compose: a list of {@code NAME=value}, or a mapping. */
final class Environment {

    private Environment() {
    }

    /** The variables below a key, with values of properties. */
    static Map<String, String> of(Node node, String key, boolean expands) {
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> list = node.list(key);
        for (String entry : list) {
            int equals = entry.indexOf('=');
            variables.put(equals < 0 ? entry : entry.substring(0, equals),
                    value(equals < 0 ? "" : entry.substring(equals + 1), expands));
        }
        if (list.isEmpty()) {
            node.node(key).entries().forEach((name, value) -> variables.put(name, value(String.valueOf(value), expands)));
        }
        return variables;
    }

    private static String value(String text, boolean expands) {
        return expands ? Texts.expanded(text) : Texts.literal(text);
    }
}
