package io.quarkiverse.processmanager.runtime.config.contribution;

import java.util.Optional;

import io.smallrye.config.NameIterator;

/**
 * The parts of a property that contributes configuration, such as
 * {@code quarkus.processes.redis.config."quarkus.redis.hosts"}.
 *
 * @param processId the id of the process
 * @param key the key of the application without the quotes around it
 */
public record ContributedName(String processId, String key) {

    private static final String PROCESSES = "quarkus.processes.";
    private static final String CONFIG = "config";

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
        return segments.hasNext() ? key(name.substring(segments.getPosition() + 1)).map(key -> new ContributedName(id, key))
                : Optional.empty();
    }

    /**
     * The key without its quotes; empty if the text has several segments. Quotes inside may have no backslash, because a
     * properties file and YAML drop it: {@code "quarkus.datasource."users".jdbc.url"} is one segment.
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
        return index.isEmpty() || index.startsWith("[")
                ? Optional.of(text.substring(1, last).replace("\\\"", "\"") + index)
                : Optional.empty();
    }
}
