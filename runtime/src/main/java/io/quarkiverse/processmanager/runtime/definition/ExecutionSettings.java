package io.quarkiverse.processmanager.runtime.definition;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import io.quarkiverse.processmanager.Execution;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/** The record behind {@link Execution}. */
public record ExecutionSettings(Optional<String> user, Optional<String> group, Optional<String> umask, OptionalInt nice,
        Map<String, String> ulimits, Isolation isolation, boolean detached) implements Execution {

    public static final ExecutionSettings DEFAULT = new ExecutionSettings(Optional.empty(), Optional.empty(),
            Optional.empty(), OptionalInt.empty(), Map.of(), Isolation.SESSION, false);

    public ExecutionSettings {
        ulimits = Collections.unmodifiableMap(new TreeMap<>(ulimits));
    }

    /** Whether nothing is set. Each start asks, and the first call of equals() of a record takes milliseconds. */
    public static boolean isDefault(Execution execution) {
        return execution.user().isEmpty() && execution.group().isEmpty() && execution.umask().isEmpty()
                && execution.nice().isEmpty() && execution.ulimits().isEmpty() && execution.isolation() == Isolation.SESSION
                && !execution.detached();
    }

    /** The settings of which there is a value; not for parsing. */
    @Override
    public String toString() {
        return "Execution["
                + SettingText.list("user", user, "group", group, "umask", umask, "nice", nice, "ulimits", ulimits.keySet(),
                        "isolation", isolation, "detached", detached)
                + "]";
    }
}
