package io.quarkiverse.processmanager.runtime.config.contribution;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.NameIterator;

/**
 * The form in which the application writes keys, with quotes around a segment or without. SmallRye Config reads
 * {@code ds.users.url} and {@code ds."users".user} as one entry {@code users} of a map, but reads all values of this entry under one
 * of the two forms, so that the values under the other form are lost. Immutable.
 */
public final class KeyForms {

    private final Segment root = new Segment();

    /**
     * @param keys the keys to find the form of
     * @param names the names of all properties of the application
     */
    KeyForms(Collection<String> keys, Iterator<String> names) {
        keys.forEach(this::add);
        while (!keys.isEmpty() && names.hasNext()) {
            read(names.next());
        }
    }

    /** One segment of the keys. */
    private static final class Segment {

        private final Map<String, Segment> below = new HashMap<>();
        /** As the first of the keys has it. */
        private String ofKey;
        /** As the application has it; null if the application does not. */
        private String ofApplication;
    }

    /** The value of a property that the application can write in another form. */
    public static Optional<String> value(ConfigView view, String property) {
        String value = view.value(property);
        return Optional.ofNullable(
                value == null ? view.value(new KeyForms(List.of(property), view.names()).of(property)) : value);
    }

    private void add(String key) {
        Segment segment = root;
        NameIterator segments = new NameIterator(key);
        while (segments.hasNext()) {
            segment = segment.below.computeIfAbsent(segments.getNextSegment(), any -> new Segment());
            String text = next(segments);
            segment.ofKey = segment.ofKey == null ? text : segment.ofKey;
        }
    }

    /** An application that uses both forms gets the one without quotes. */
    private void read(String name) {
        NameIterator segments = new NameIterator(name);
        Segment segment = root;
        while (segments.hasNext()) {
            segment = segment.below.get(segments.getNextSegment());
            if (segment == null) {
                return;
            }
            String text = next(segments);
            boolean shorter = segment.ofApplication == null || text.length() < segment.ofApplication.length();
            segment.ofApplication = shorter ? text : segment.ofApplication;
        }
    }

    private static String next(NameIterator segments) {
        int start = segments.getPosition() + 1;
        segments.next();
        return segments.getName().substring(start, segments.getPosition());
    }

    /** One of the keys, in the form of the application. */
    String of(String key) {
        StringBuilder text = new StringBuilder(key.length());
        Segment segment = root;
        NameIterator segments = new NameIterator(key);
        while (segments.hasNext()) {
            segment = segment.below.get(segments.getNextSegment());
            segments.next();
            text.append(text.isEmpty() ? "" : ".")
                    .append(segment.ofApplication == null ? segment.ofKey : segment.ofApplication);
        }
        return text.toString();
    }
}
