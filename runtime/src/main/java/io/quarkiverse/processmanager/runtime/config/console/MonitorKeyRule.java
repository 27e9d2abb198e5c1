package io.quarkiverse.processmanager.runtime.config.console;

import java.util.Optional;

/** Which keys can open the monitor of the processes. */
public final class MonitorKeyRule {

    private static final String OFF = "off";
    /** A second command for one of these keys would end the console of Quarkus, or continuous testing. */
    private static final String KEYS_OF_QUARKUS = "bcdefghijlopqrsvwx";

    private MonitorKeyRule() {
    }

    /** The key; empty if the monitor has none, or the value has a {@link #problem}. */
    public static Optional<Character> key(ConsoleConfig config) {
        return problem(config).isPresent() ? Optional.empty()
                : config.monitorKey().filter(key -> !key.equals(OFF)).map(key -> key.charAt(0));
    }

    /** What is wrong with the value, as the end of a sentence. */
    public static Optional<String> problem(ConsoleConfig config) {
        String key = config.monitorKey().orElse(OFF);
        if (key.equals(OFF)) {
            return Optional.empty();
        } else if (key.length() != 1 || !isLetterOrDigit(key.charAt(0))) {
            return Optional.of("'" + key + "' is not one letter from a to z, one digit, or off");
        } else if (KEYS_OF_QUARKUS.contains(key)) {
            return Optional.of("'" + key + "' is a key of the dev mode of Quarkus; use another one, such as 'm' or 'M'");
        }
        return Optional.empty();
    }

    private static boolean isLetterOrDigit(char key) {
        return key < 128 && Character.isLetterOrDigit(key);
    }
}
