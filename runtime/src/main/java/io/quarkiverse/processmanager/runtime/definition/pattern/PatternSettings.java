package io.quarkiverse.processmanager.runtime.definition.pattern;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.AppliedPattern;

/** The record behind {@link AppliedPattern}. */
public record PatternSettings(String name, Map<String, String> settings) implements AppliedPattern {

    public PatternSettings {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** Contains the keys only, because a value can be a secret. */
    @Override
    public String toString() {
        return "AppliedPattern[" + name + ", settings=" + settings.keySet() + "]";
    }
}
