package io.quarkiverse.processmanager.runtime.definition;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for the keys of the configuration that a process contributes to the application. */
public final class ContributedKeys {

    /** The quotes inside a key, as a property has them: {@code config."quarkus.datasource.'users'.jdbc.url"}. */
    public static final char QUOTE_INSIDE = '\'';

    private static final List<String> OF_THE_PROCESS_MANAGER = List.of("quarkus.processes.", "quarkus.process-manager.");
    private static final List<String> OF_THE_CONFIGURATION = List.of("quarkus.config.", "smallrye.config.", "mp.config.");
    private static final Pattern NEEDLESS_QUOTES = Pattern.compile("\"([^\".]+)\"");
    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");
    private static final Set<String> PROFILES = Set.of("quarkus.profile", "quarkus.test.profile", "config_ordinal");

    private ContributedKeys() {
    }

    /** Why no process can contribute the key, as the end of a sentence about the setting; empty for a valid key. */
    public static Optional<String> problem(String key) {
        if (key.isBlank()) {
            return Optional.of("has no key; write config.\"my.setting\"=value");
        }
        if (key.startsWith("%")) {
            return Optional.of("has a profile in its key; write the profile at the beginning of the property, before "
                    + "quarkus.processes");
        }
        if (OF_THE_PROCESS_MANAGER.stream().anyMatch(key::startsWith)) {
            return Optional.of("is a setting of the process manager, which decides by its settings what a process contributes; "
                    + "set it without config");
        }
        if (PROFILES.contains(key) || OF_THE_CONFIGURATION.stream().anyMatch(key::startsWith)) {
            return Optional.of("is a setting of the configuration itself, which is read before a process contributes; "
                    + "set it without config");
        }
        return Optional.empty();
    }

    /** The key without the quotes that it does not need: {@code ds."users".url} and {@code ds.users.url} are one key. */
    public static String canonical(String key) {
        return key.indexOf('"') < 0 ? key : NEEDLESS_QUOTES.matcher(key).replaceAll("$1");
    }

    /** The canonical key of the list for an element of a list, so that it is the same for all its elements. */
    public static String whole(String key) {
        String canonical = canonical(key);
        Matcher index = INDEX.matcher(canonical);
        return index.find() ? canonical.substring(0, index.start()) : canonical;
    }

    /** The setting of a contributed key, as a property has it below the id: {@code config."quarkus.redis.hosts"}. */
    public static String setting(String key) {
        boolean plain = key.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
        return "config." + (plain ? key : "\"" + key.replace('"', QUOTE_INSIDE) + "\"");
    }
}
