package io.quarkiverse.processmanager.runtime.config;

import static io.quarkiverse.processmanager.runtime.config.UnresolvedExpressions.folded;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.SmallRyeConfig;

/** The {@code env} of one process, by the names that the process is to see. */
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
            if (!isTwin(name, configured)) {
                variables.put(trueName(name), value.orElse(""));
            }
        });
        return variables;
    }

    /**
     * Whether the name is only the echo of another. The variable {@code QUARKUS_PROCESSES_WEB_ENV_NODE_ENV} sets
     * {@code env.NODE_ENV} and is seen as {@code env.node.env} too.
     */
    private static boolean isTwin(String name, Map<String, Optional<String>> configured) {
        return FROM_VARIABLE.matcher(name).matches() && configured.keySet().stream().anyMatch(
                other -> !other.equals(name) && !FROM_VARIABLE.matcher(other).matches() && folded(other).equals(folded(name)));
    }

    /** A name that was set by a variable alone has lost its case and its underscores. */
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
