package io.quarkiverse.processmanager.deployment.export;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives each secret of a process the name of a variable. Two secrets never have the same name: the second one gets a number. Not safe
 * for use by several threads.
 */
final class SecretVariables {

    private final String prefix;
    /** The longest value first, because a secret can be a part of another one. */
    private final Map<String, String> byValue = new TreeMap<>(
            Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
    private final Map<String, String> bySetting = new HashMap<>();
    private final Map<String, String> taken = new HashMap<>();

    /**
     * @param prefix the beginning of each name
     */
    SecretVariables(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Adds the secret of a setting.
     *
     * @param setting the whole name of the setting
     * @param name the end of the name, which the variable has
     * @param everywhere whether the value is a secret in other texts, too
     */
    void named(String setting, String name, String value, boolean everywhere) {
        String variable = everywhere && byValue.containsKey(value) ? byValue.get(value)
                : free(prefix + ExportedSecrets.variable(name), value);
        bySetting.put(setting, variable);
        if (everywhere) {
            byValue.put(value, variable);
        }
    }

    /** Adds a secret that a text shows. */
    void inText(String value) {
        if (!value.isEmpty() && !byValue.containsKey(value)) {
            byValue.put(value, free(prefix + "SECRET", value));
        }
    }

    private String free(String wanted, String value) {
        String name = wanted;
        for (int number = 2; !taken.computeIfAbsent(name, any -> value).equals(value); number++) {
            name = wanted + "_" + number;
        }
        return name;
    }

    Map<String, String> byValue() {
        return byValue;
    }

    Map<String, String> bySetting() {
        return bySetting;
    }
}
