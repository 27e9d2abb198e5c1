package io.quarkiverse.processmanager.runtime.config;

import static io.quarkiverse.processmanager.runtime.config.UnresolvedExpressions.folded;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.quarkiverse.processmanager.runtime.config.inherit.InheritedFrom;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.common.utils.StringUtil;

/** Reads variables below {@code env}, of one process or of all, with the names that the processes receive. */
final class ProcessEnvironment {

    private static final Pattern FROM_VARIABLE = Pattern.compile("[a-z0-9.]+");
    private static final String VARIABLES = "EnvConfigSource";

    private final String prefix;
    private final SmallRyeConfig config;

    /**
     * @param prefix the property above {@code env}, with a dot at its end
     */
    ProcessEnvironment(String prefix, SmallRyeConfig config) {
        this.prefix = prefix;
        this.config = config;
    }

    /** The variables by their true names. */
    Map<String, String> variables(Map<String, Optional<String>> configured) {
        Map<String, String> variables = new TreeMap<>(unmapped());
        configured.keySet().forEach(name -> variables.remove(folded(name)));
        configured.forEach((name, value) -> {
            if (!isDuplicate(name, configured)) {
                variables.put(trueName(name), value.orElse(""));
            }
        });
        return variables;
    }

    /**
     * The variables that only the environment sets, below a prefix with a dash. {@code QUARKUS_PROCESS_MANAGER_ENV_A} has the
     * property {@code quarkus.process.manager.env.a}, which no mapping has.
     */
    private Map<String, String> unmapped() {
        String dotted = StringUtil.toLowerCaseAndDotted(folded(prefix + "env."));
        Map<String, String> variables = new TreeMap<>();
        for (String property : dotted.startsWith(prefix) ? Set.<String> of() : config.getPropertyNames()) {
            if (property.startsWith(dotted) && isVariable(config, property)) {
                variables.put(folded(property.substring(dotted.length())), config.getConfigValue(property).getValue());
            }
        }
        variables.values().removeIf(Objects::isNull);
        return variables;
    }

    /** Whether an environment variable sets the property. */
    static boolean isVariable(SmallRyeConfig config, String property) {
        return InheritedFrom.configSource(config.getConfigValue(property).getConfigSourceName()).startsWith(VARIABLES);
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
        String property = prefix + "env." + name;
        boolean onlyVariable = FROM_VARIABLE.matcher(name).matches()
                && isVariable(config, property)
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
