package io.quarkiverse.processmanager.terminal.foreign;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping of a YAML file, which knows the keys that the import has read, so that it can report the others.
 *
 * @param entries the entries of the mapping
 * @param read the keys that were read
 */
record Node(Map<String, Object> entries, Set<String> read) {

    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "no", "off");

    static Node of(Object value) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> entries.put(String.valueOf(key), entry));
        }
        return new Node(entries, new HashSet<>());
    }

    /** The value of a key as it is written, unless it is a list or a mapping. */
    Optional<String> text(String key) {
        Object value = entries.get(key);
        if (isScalar(value)) {
            read.add(key);
        }
        return isScalar(value) && value != null ? Optional.of(String.valueOf(value)) : Optional.empty();
    }

    private static boolean isScalar(Object value) {
        return !(value instanceof Collection || value instanceof Map);
    }

    boolean isTrue(String key) {
        return text(key).filter(value -> TRUE.contains(value.toLowerCase(Locale.ROOT))).isPresent();
    }

    /** The mapping below a key; without entries if there is none. */
    Node node(String key) {
        Object value = entries.get(key);
        if (value instanceof Map || value == null) {
            read.add(key);
        }
        return of(value);
    }

    /** The list of texts below a key; without entries if there is none, or if it contains a list or a mapping. */
    List<String> list(String key) {
        if (entries.get(key) instanceof List<?> list && list.stream().allMatch(Node::isScalar)) {
            read.add(key);
            return list.stream().map(entry -> entry == null ? "" : String.valueOf(entry)).toList();
        }
        return List.of();
    }

    /** The mappings in the list below a key; none if it contains something else. */
    List<Node> nodes(String key) {
        if (entries.get(key) instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
            read.add(key);
            return list.stream().map(Node::of).toList();
        }
        return List.of();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The keys that the import has not read, in the order of the file, without the switches that are off. */
    List<String> unread() {
        return entries.keySet().stream().filter(key -> !read.contains(key) && !isOff(entries.get(key))).toList();
    }

    private static boolean isOff(Object value) {
        return value instanceof String text && FALSE.contains(text.toLowerCase(Locale.ROOT));
    }
}
