package io.quarkiverse.processmanager.runtime.config.contribution;

import java.util.Iterator;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.definition.ContributedKeys;
import io.smallrye.config.NameIterator;

/**
 * The parts of a property that contributes configuration, such as
 * {@code quarkus.processes.redis.config."quarkus.redis.hosts"}.
 *
 * @param processId the id of the process
 * @param key the key of the application without the quotes around it
 * @param property the property with single quotes inside the key. Quarkus does not recognize a property with other quotes inside
 *        quotes, so this is the name that all readers see
 */
public record ContributedName(String processId, String key, String property) {

    private static final String PROCESSES = "quarkus.processes.";
    private static final String CONFIG = "config";

    /** Whether one of the properties can contribute something. */
    static boolean canBeIn(Iterator<String> properties) {
        while (properties.hasNext()) {
            String property = properties.next();
            if (property.startsWith(PROCESSES) && property.contains(CONFIG)) {
                return true;
            }
        }
        return false;
    }

    /** The parts of a property; empty for a property that contributes nothing, or whose key is not one segment. */
    public static Optional<ContributedName> of(String property) {
        if (!property.startsWith(PROCESSES)) {
            return Optional.empty();
        }
        String name = property.substring(PROCESSES.length());
        NameIterator segments = new NameIterator(name);
        if (!segments.hasNext()) {
            return Optional.empty();
        }
        String id = segments.getNextSegment();
        segments.next();
        if (!segments.hasNext() || !segments.nextSegmentEquals(CONFIG)) {
            return Optional.empty();
        }
        segments.next();
        if (!segments.hasNext()) {
            return Optional.empty();
        }
        String text = name.substring(segments.getPosition() + 1);
        String before = property.substring(0, property.length() - text.length());
        return key(text).map(key -> new ContributedName(id, key, before + singleQuotes(text)));
    }

    /**
     * The key without the quotes around it; empty if the text has several segments. Quotes inside are single, or double with a
     * backslash, or double without one, because a properties file drops a backslash.
     */
    public static Optional<String> key(String text) {
        NameIterator segments = new NameIterator(text);
        if (!segments.hasNext()) {
            return Optional.empty();
        }
        segments.next();
        if (segments.hasNext()) {
            return Optional.empty();
        }
        int last = text.lastIndexOf('"');
        if (!text.startsWith("\"") || last == 0) {
            return Optional.of(text);
        }
        String index = text.substring(last + 1);
        String inside = text.substring(1, last).replace("\\\"", "\"").replace(ContributedKeys.QUOTE_INSIDE, '"');
        return index.isEmpty() || index.startsWith("[") ? Optional.of(inside + index) : Optional.empty();
    }

    private static String singleQuotes(String text) {
        int last = text.lastIndexOf('"');
        if (!text.startsWith("\"") || last == 0) {
            return text;
        }
        String inside = text.substring(1, last).replace("\\\"", "\"").replace('"', ContributedKeys.QUOTE_INSIDE);
        return '"' + inside + text.substring(last);
    }
}
