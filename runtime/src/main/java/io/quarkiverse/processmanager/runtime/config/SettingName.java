package io.quarkiverse.processmanager.runtime.config;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.runtime.config.command.CommandKey;
import io.quarkiverse.processmanager.runtime.config.text.SettingType;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.NameIterator;
import io.smallrye.config.SmallRyeConfig;

/**
 * The parts of the name of a property.
 *
 * @param processId the id of the process; empty for a setting of all processes
 * @param setting the rest of the name, such as {@code restart.delay}
 */
record SettingName(String processId, String setting) {

    SettingName {
        setting = CommandKey.withQuotes(setting);
    }

    /** All properties of the extension begin like this. */
    static final String ROOT = "quarkus.process";
    static final String PROCESSES = "quarkus.processes.";
    static final String COMMON = "quarkus.process-manager.";
    /** The variables of all processes, with the names that the configuration gives them when the environment sets them. */
    private static final String COMMON_VARIABLES = "quarkus.process.manager.env.";

    /**
     * The parts of a property of the extension; empty for another property.
     *
     * @param ids the known ids. The environment variable {@code QUARKUS_PROCESSES_MY_DB_COMMAND} becomes the property
     *        {@code my.db.command}, also for the id {@code my-db}
     */
    static Optional<SettingName> of(String property, Set<String> ids) {
        if (property.startsWith(COMMON)) {
            return Optional.of(new SettingName("", property.substring(COMMON.length())));
        }
        if (!property.startsWith(PROCESSES)) {
            return Optional.empty();
        }
        String name = property.substring(PROCESSES.length());
        NameIterator segments = new NameIterator(name);
        if (!segments.hasNext()) {
            return Optional.empty();
        }
        String first = segments.getNextSegment();
        segments.next();
        if (first.isEmpty()) {
            // An empty id stands for the settings of all processes.
            return Optional.empty();
        }
        if (ids.isEmpty() || ids.contains(first)) {
            return segments.hasNext() ? Optional.of(new SettingName(first, name.substring(segments.getPosition() + 1)))
                    : Optional.empty();
        }
        String folded = UnresolvedExpressions.folded(name);
        return ids.stream().filter(id -> folded.startsWith(UnresolvedExpressions.folded(id) + "_"))
                .reduce((one, other) -> one.length() < other.length() ? other : one)
                .map(id -> new SettingName(id, name.substring(id.length() + 1)));
    }

    /**
     * The parts of a property of the extension as {@link #of(String, Set)} has them, also of a variable of all processes that the
     * environment sets: {@code QUARKUS_PROCESS_MANAGER_ENV_A} is the property {@code quarkus.process.manager.env.a}.
     */
    static Optional<SettingName> of(SmallRyeConfig config, String property, Set<String> ids) {
        if (property.startsWith(COMMON_VARIABLES) && property.length() > COMMON_VARIABLES.length()
                && ProcessEnvironment.isVariable(config, property)) {
            String name = property.substring(COMMON_VARIABLES.length());
            return Optional.of(new SettingName("", "env." + UnresolvedExpressions.folded(name)));
        }
        return of(property, ids);
    }

    /** Whether a source has a list twice: as a whole, as YAML has it, and with a property for each element, which counts. */
    static boolean isWholeList(SmallRyeConfig config, String property) {
        ConfigValue first = InvalidValues.shown(() -> config.getConfigValue(property + "[0]"));
        return first.getRawValue() != null && !property.endsWith("]") && Objects.equals(first.getConfigSourceName(),
                InvalidValues.shown(() -> config.getConfigValue(property)).getConfigSourceName());
    }

    KnownKeys keys() {
        return processId.isEmpty() ? KnownKeys.COMMON : KnownKeys.OF_PROCESS;
    }

    Optional<SettingType> type() {
        return keys().typeOf(setting);
    }
}
