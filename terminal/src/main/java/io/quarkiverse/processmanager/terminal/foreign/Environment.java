package io.quarkiverse.processmanager.terminal.foreign;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The variables of process-compose: a list of {@code NAME=value}, or a mapping. */
final class Environment {

    private Environment() {
    }

    /**
     * The variables below a key, with values of properties.
     *
     * @param noted receives the keys of values that no variable can have
     */
    static Map<String, String> of(Node node, String key, boolean expands, Consumer<String> noted) {
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> list = node.list(key);
        for (String entry : list) {
            int equals = entry.indexOf('=');
            variables.put(equals < 0 ? entry : entry.substring(0, equals),
                    value(equals < 0 ? "" : entry.substring(equals + 1), expands));
        }
        if (list.isEmpty()) {
            Node values = node.node(key);
            for (String name : values.entries().keySet()) {
                variables.put(name, value(values.text(name).orElse(""), expands));
            }
            values.entries().keySet().stream().filter(name -> !values.read().contains(name)).forEach(name -> {
                variables.remove(name);
                noted.accept(key + "." + name);
            });
        }
        return variables;
    }

    private static String value(String text, boolean expands) {
        return Texts.value(text, expands);
    }
}
