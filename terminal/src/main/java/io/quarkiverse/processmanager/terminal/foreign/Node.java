package io.quarkiverse.processmanager.terminal.foreign;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping of a YAML file, which knows the keys that somebody has read, so that the others can be reported.
 *
 * @param entries the entries of the mapping
 * @param read the keys that were read
 */
record Node(Map<String, Object> entries, Set<String> read) {

    static Node of(Object value) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> entries.put(String.valueOf(key), entry));
        }
        return new Node(entries, new HashSet<>());
    }

    /** The value of a key as text, if it is a text, a number or a truth value. */
    Optional<String> text(String key) {
        Object value = entries.get(key);
        boolean scalar = value instanceof String || value instanceof Number || value instanceof Boolean;
        if (scalar || value == null) {
            read.add(key);
        }
        return scalar ? Optional.of(String.valueOf(value)) : Optional.empty();
    }

    boolean isTrue(String key) {
        return text(key).filter("true"::equals).isPresent();
    }

    /** The mapping below a key; without entries if there is none. */
    Node node(String key) {
        Object value = entries.get(key);
        if (value instanceof Map || value == null) {
            read.add(key);
        }
        return of(value);
    }

    /** The list below a key as texts; without entries if there is none. */
    List<String> list(String key) {
        Object value = entries.get(key);
        if (value instanceof List<?> list) {
            read.add(key);
            return list.stream().map(String::valueOf).toList();
        }
        return List.of();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The keys that nobody has read, in the order of the file, without the switches that are off. */
    List<String> unread() {
        return entries.keySet().stream().filter(key -> !read.contains(key) && !Boolean.FALSE.equals(entries.get(key))).toList();
    }
}
