package io.quarkiverse.processmanager.runtime.definition;

import java.util.Map;
import java.util.TreeMap;

/**
 * The settings that a pattern has made and that no later setter has replaced. A builder passes each setting through
 * {@link #set}: while the pattern is applied, the key and the text of the value are noted; a later setter removes the note.
 */
public final class PatternDefaults {

    private final Map<String, String> noted = new TreeMap<>();
    private boolean applying;

    /** Runs the code that applies the pattern. */
    public void apply(Runnable pattern) {
        applying = true;
        try {
            pattern.run();
        } finally {
            applying = false;
        }
    }

    boolean isApplying() {
        return applying;
    }

    /** Sets a key whose text is that of the value. */
    public <T> T set(String key, T value) {
        return set(key, value, SettingText.of(value));
    }

    /** Sets a key, and returns the value. */
    public <T> T set(String key, T value, String text) {
        if (applying) {
            noted.put(key, text);
        } else {
            noted.remove(key);
        }
        return value;
    }

    /** Removes the note of a key that a setter after the pattern replaces. Whether the pattern had set the key. */
    public boolean replaces(String key) {
        return !applying && noted.remove(key) != null;
    }

    /** The keys with the texts of their values. */
    public Map<String, String> settings() {
        return noted;
    }
}
