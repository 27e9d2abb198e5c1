package io.quarkiverse.processmanager.runtime.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.SmallRyeConfig;

/** The environment variables of one process, from its {@code env-file}s and its {@code env}. */
final class ProcessEnvironment {

    private static final Pattern FROM_VARIABLE = Pattern.compile("[a-z0-9.]+");
    private static final String VARIABLES = "EnvConfigSource";

    private final String id;
    private final SmallRyeConfig config;
    private final Problems problems;
    private final Map<String, String> variables = new TreeMap<>();

    ProcessEnvironment(String id, SmallRyeConfig config, Problems problems) {
        this.id = id;
        this.config = config;
        this.problems = problems;
    }

    void addFile(Path file) {
        try {
            variables.putAll(EnvFile.parse(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            problems.add("env-file", Files.exists(file) ? "'" + file + "' cannot be read as UTF-8 text"
                    : "'" + file + "' does not exist");
        } catch (IllegalArgumentException e) {
            problems.add("env-file", "'" + file + "' is not a file of variables: " + e.getMessage());
        }
    }

    void addVariables(Map<String, Optional<String>> configured) {
        configured.forEach((name, value) -> {
            if (!isTwin(name, configured)) {
                variables.put(trueName(name), value.orElse(""));
            }
        });
    }

    Map<String, String> variables() {
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

    private static String folded(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
