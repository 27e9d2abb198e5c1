package io.quarkiverse.processmanager.runtime.config.contribution;

import java.util.Map;
import java.util.TreeMap;

import io.smallrye.config.SmallRyeConfig;

/**
 * Reads the configuration that processes contribute to the application. The mapping serves the documentation and the check for
 * unknown keys only, because it drops the quotes inside a key.
 */
public final class ContributedValues {

    private ContributedValues() {
    }

    /** For each id the contributed keys with their values. A value that refers to something without a value is left out. */
    public static Map<String, Map<String, String>> of(SmallRyeConfig config) {
        Map<String, Map<String, String>> found = new TreeMap<>();
        for (String property : config.getPropertyNames()) {
            ContributedName.of(property).ifPresent(name -> {
                String value = config.getConfigValue(property).getValue();
                if (value != null) {
                    found.computeIfAbsent(name.processId(), any -> new TreeMap<>()).put(name.key(), value);
                }
            });
        }
        return found;
    }
}
