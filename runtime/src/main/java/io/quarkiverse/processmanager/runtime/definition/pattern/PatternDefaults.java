package io.quarkiverse.processmanager.runtime.definition.pattern;

import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/**
 * Records the settings that come from a pattern. A builder passes each setting through {@link #set}. While the pattern is
 * applied, {@code set} records the key and the text of the value; a later setter of the user removes the record.
 */
public final class PatternDefaults {

    private final Map<String, String> recorded = new TreeMap<>();
    private boolean applying;

    /** Runs the code that applies the pattern, and records its settings. */
    public void apply(Runnable pattern) {
        applying = true;
        try {
            pattern.run();
        } finally {
            applying = false;
        }
    }

    public boolean isApplying() {
        return applying;
    }

    /** Records the setting of a key, with the text of the value, and returns the value. */
    public <T> T set(String key, T value) {
        return set(key, value, SettingText.of(value));
    }

    /** Records the setting of a key, with the given text, and returns the value. */
    public <T> T set(String key, T value, String text) {
        if (applying) {
            recorded.put(key, text);
        } else {
            recorded.remove(key);
        }
        return value;
    }

    /** Removes the record of a key that a setter of the user replaces. Returns whether the pattern had set the key. */
    public boolean replaces(String key) {
        return !applying && recorded.remove(key) != null;
    }

    /** The keys that the pattern has set, with the texts of their values. */
    public Map<String, String> settings() {
        return recorded;
    }
}
