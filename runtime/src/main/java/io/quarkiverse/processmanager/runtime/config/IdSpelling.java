package io.quarkiverse.processmanager.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.Problem;
import io.smallrye.config.NameIterator;
import io.smallrye.config.SmallRyeConfig;

/**
 * Finds the properties whose id the mappings do not read: an empty id, an id without a setting, and an id that one property has in
 * quotes and another one has not. The mappings take such an id for two, and lose the settings of one of them. A variable with two
 * underscores around the id, as the reference of Quarkus shows it, has its id in quotes, and a dot for each dash of the id.
 */
final class IdSpelling {

    private static final String VARIABLES = "EnvConfigSource";

    /** The first property of each id with the id in quotes, and the first one without quotes. */
    private final Map<String, String> quoted = new TreeMap<>();
    private final Map<String, String> plain = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private IdSpelling() {
    }

    /** The problems of all properties. Environment variables have no quotes, and do not count. */
    static List<Problem> problems(SmallRyeConfig config) {
        IdSpelling spelling = new IdSpelling();
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(SettingName.PROCESSES) && !isVariable(config, property)) {
                spelling.add(property);
            }
        }
        spelling.compare();
        return spelling.problems;
    }

    /**
     * The problems of environment variables with two underscores around the id. Such a variable alone can name an id without a dash;
     * beside other settings of the process it has no effect.
     */
    static List<Problem> problemsOfVariables(SmallRyeConfig config) {
        Map<String, String> variables = new TreeMap<>();
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(SettingName.PROCESSES + "\"") && isVariable(config, property)) {
                variables.putIfAbsent(id(property), property);
            }
        }
        List<Problem> problems = new ArrayList<>();
        variables.forEach((id, property) -> {
            String meant = id.replace('.', '-');
            if (!meant.equals(id) || isPlain(config, id)) {
                String setting = property.substring((SettingName.PROCESSES + "\"" + id + "\"").length());
                problems.add(new Problem(meant, "", "has the environment variable " + variable(property)
                        + ", whose two underscores around the id name another process; write "
                        + variable(SettingName.PROCESSES + meant + setting)));
            }
        });
        return problems;
    }

    private static String id(String property) {
        NameIterator segments = new NameIterator(property.substring(SettingName.PROCESSES.length()));
        return segments.hasNext() ? segments.getNextSegment() : "";
    }

    /** Whether a property has the id without quotes. */
    private static boolean isPlain(SmallRyeConfig config, String id) {
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(SettingName.PROCESSES + id + ".")) {
                return true;
            }
        }
        return false;
    }

    private static String variable(String property) {
        return property.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static boolean isVariable(SmallRyeConfig config, String property) {
        return String.valueOf(InvalidValues.shown(() -> config.getConfigValue(property)).getConfigSourceName())
                .startsWith(VARIABLES);
    }

    private void add(String property) {
        String name = property.substring(SettingName.PROCESSES.length());
        NameIterator segments = new NameIterator(name);
        String id = segments.hasNext() ? segments.getNextSegment() : "";
        if (segments.hasNext()) {
            segments.next();
        }
        if (id.isBlank()) {
            problems.add(new Problem("\"\"", "", "has an empty id; name the process, as in quarkus.processes.db.command"));
        } else if (!segments.hasNext() && KnownKeys.OF_PROCESS.keyOf(name).isEmpty()) {
            problems.add(new Problem(id, "", "has a value, but no setting behind the id, such as "
                    + SettingName.PROCESSES + "db.command"));
        } else {
            (name.startsWith("\"") ? quoted : plain).putIfAbsent(id, property);
        }
    }

    private void compare() {
        quoted.forEach((id, property) -> {
            if (plain.containsKey(id)) {
                problems.add(new Problem(id, "", "has its id with and without quotes, as " + property + " and " + plain.get(id)
                        + "; write all of them without quotes, because the settings in one of the two forms are lost"));
            }
        });
    }
}
