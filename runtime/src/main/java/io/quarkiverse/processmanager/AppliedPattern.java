package io.quarkiverse.processmanager;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pattern of a process and what it has set. What the user wrote is not in it, as that wins.
 *
 * @param name the name of the pattern
 * @param settings the keys below {@code quarkus.processes."id"}, and their values as text
 */
public record AppliedPattern(String name, Map<String, String> settings) {

    public AppliedPattern {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** Names the settings only. Their values can be secrets. */
    @Override
    public String toString() {
        return "AppliedPattern[" + name + ", settings=" + settings.keySet() + "]";
    }
}
