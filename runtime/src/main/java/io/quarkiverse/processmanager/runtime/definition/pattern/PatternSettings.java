package io.quarkiverse.processmanager.runtime.definition.pattern;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.AppliedPattern;
import io.quarkiverse.processmanager.ProcessDefinition;

/** The record behind {@link AppliedPattern}. */
public record PatternSettings(String name, boolean isService, Map<String, String> settings) implements AppliedPattern {

    /** The setting of a service that other applications use, too. */
    public static final String SHARED = "service.shared";

    private static final String SOURCE = "Service '";

    /** The name of the config source of the settings that a service puts into the configuration. */
    public static String source(String service) {
        return SOURCE + service + "'";
    }

    /** Whether the name of a config source is that of a service. */
    public static boolean isSource(String name) {
        return name != null && name.startsWith(SOURCE);
    }

    /** Whether a process is a service that other applications use, too. */
    public static boolean isShared(ProcessDefinition definition) {
        return definition.pattern().filter(AppliedPattern::isService)
                .filter(applied -> applied.settings().containsKey(SHARED)).isPresent();
    }

    public PatternSettings {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** What a pattern without a program has set. */
    public PatternSettings(String name, Map<String, String> settings) {
        this(name, false, settings);
    }

    /** Contains the keys only, because a value can be a secret. */
    @Override
    public String toString() {
        return "AppliedPattern[" + name + ", settings=" + settings.keySet() + "]";
    }
}
