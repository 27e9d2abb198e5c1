package io.quarkiverse.processmanager.runtime.config;

import static io.quarkiverse.processmanager.runtime.config.UnresolvedExpressions.folded;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.SmallRyeConfig;

/** Reads the {@code env} of one process, with the names that the process receives. */
final class ProcessEnvironment {

    private static final Pattern FROM_VARIABLE = Pattern.compile("[a-z0-9.]+");
    private static final String VARIABLES = "EnvConfigSource";

    private final String id;
    private final SmallRyeConfig config;

    ProcessEnvironment(String id, SmallRyeConfig config) {
        this.id = id;
        this.config = config;
    }

    /** The variables by their true names. */
    Map<String, String> variables(Map<String, Optional<String>> configured) {
        Map<String, String> variables = new TreeMap<>();
        configured.forEach((name, value) -> {
            if (!isDuplicate(name, configured)) {
                variables.put(trueName(name), value.orElse(""));
            }
        });
        return variables;
    }

    /**
     * Whether the name only repeats another one. The variable {@code QUARKUS_PROCESSES_WEB_ENV_NODE_ENV} sets
     * {@code env.NODE_ENV}, and the configuration also lists it as {@code env.node.env}.
     */
    private static boolean isDuplicate(String name, Map<String, Optional<String>> configured) {
        return FROM_VARIABLE.matcher(name).matches() && configured.keySet().stream().anyMatch(
                other -> !other.equals(name) && !FROM_VARIABLE.matcher(other).matches() && folded(other).equals(folded(name)));
    }

    /** Restores the case and the underscores of a name that only an environment variable sets; SmallRye Config drops them. */
    private String trueName(String name) {
        String property = "quarkus.processes." + id + ".env." + name;
        boolean onlyVariable = FROM_VARIABLE.matcher(name).matches()
                && String.valueOf(config.getConfigValue(property).getConfigSourceName()).startsWith(VARIABLES)
                && !isNamedElsewhere(property);
        return onlyVariable ? folded(name) : name;
    }

    private boolean isNamedElsewhere(String property) {
        for (ConfigSource source : config.getConfigSources()) {
            if (!source.getName().startsWith(VARIABLES) && isNamedIn(source, property)) {
                return true;
            }
        }
        return false;
    }

    private boolean isNamedIn(ConfigSource source, String property) {
        return source.getValue(property) != null
                || config.getProfiles().stream().anyMatch(profile -> source.getValue("%" + profile + "." + property) != null);
    }
}
