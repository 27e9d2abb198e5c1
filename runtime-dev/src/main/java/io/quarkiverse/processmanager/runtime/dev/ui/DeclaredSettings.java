package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.processmanager.runtime.config.inherit.Origins;
import io.quarkiverse.processmanager.runtime.config.program.InstallTasks;
import io.quarkiverse.processmanager.runtime.views.RowSource;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;

/** The settings in the configuration, with their sources. They do not change while an application runs. */
final class DeclaredSettings {

    private static final Pattern OF_PROCESS = Pattern.compile("quarkus\\.processes\\.(?:\"([^\"]+)\"|([^.\"]+))\\.(.+)");
    /** A file in a JAR, and the defaults that extensions give to Quarkus. */
    private static final Pattern OF_LIBRARY = Pattern.compile("\\.jar\\b|^Runtime Values$|^DefaultValuesConfigSource$");
    private static final Pattern OF_DEFAULTS = Pattern.compile("Runtime Values|DefaultValuesConfigSource");
    /** The end of the id of a replica. */
    private static final Pattern REPLICA = Pattern.compile("-[0-9]+$");
    private static final String COMMON = "quarkus.process-manager.";

    private final Map<String, Map<String, Declared>> processes = new HashMap<>();
    private final Map<String, Declared> common = new HashMap<>();
    private final Map<String, String> commonDefaults = new HashMap<>();

    /**
     * A setting in the configuration.
     *
     * @param source the name of the config source
     */
    record Declared(String value, String source) {
    }

    DeclaredSettings(SmallRyeConfig config) {
        for (String name : config.getPropertyNames()) {
            Matcher key = OF_PROCESS.matcher(name);
            if (key.matches()) {
                String id = key.group(1) == null ? key.group(2) : key.group(1);
                read(config, name).ifPresent(
                        value -> processes.computeIfAbsent(id, any -> new TreeMap<>()).put(key.group(3), value));
            } else if (name.startsWith(COMMON)) {
                read(config, name).ifPresent(value -> addCommon(name.substring(COMMON.length()), value));
            }
        }
    }

    private void addCommon(String key, Declared value) {
        if (OF_DEFAULTS.matcher(value.source()).matches()) {
            commonDefaults.put(key, value.value());
        } else {
            common.put(key, value);
        }
    }

    private static Optional<Declared> read(SmallRyeConfig config, String name) {
        try {
            ConfigValue value = config.getConfigValue(name);
            return value.getValue() == null ? Optional.empty()
                    : Optional.of(
                            new Declared(value.getValue(),
                                    Origins.sourceOfBuild(config, name, String.valueOf(value.getConfigSourceName()))));
        } catch (NoSuchElementException e) {
            // The value has an expression that cannot be resolved. The build reports it where the value is used.
            return Optional.empty();
        }
    }

    /** Whether the configuration has no setting of the process. */
    boolean misses(String id) {
        return !processes.containsKey(declaring(id));
    }

    /** The id of the process that the configuration declares: {@code worker} for its replica {@code worker-0}. */
    private String declaring(String id) {
        String group = REPLICA.matcher(id).replaceFirst("");
        return processes.containsKey(id) || !processes.getOrDefault(group, Map.of()).containsKey("replicas") ? id : group;
    }

    /** What defines the process: the application, a library with all its settings, or code. */
    RowSource source(String id) {
        if (misses(id)) {
            String installs = id.endsWith(InstallTasks.SUFFIX) ? id.substring(0, id.length() - InstallTasks.SUFFIX.length())
                    : "";
            return of(installs).containsKey("npm-script") ? source(installs) : RowSource.CODE;
        }
        return of(id).values().stream().allMatch(setting -> OF_LIBRARY.matcher(setting.source()).find()) ? RowSource.EXTENSION
                : RowSource.CONFIGURATION;
    }

    /** The values of the settings of one process, by the keys below its id. They can contain secrets. */
    Map<String, String> values(String id) {
        Map<String, String> values = new TreeMap<>();
        of(id).forEach((key, setting) -> values.put(key, setting.value()));
        return values;
    }

    private Map<String, Declared> of(String id) {
        return processes.getOrDefault(declaring(id), Map.of());
    }

    /** The value for all processes that a process has without a value of its own: that of the configuration, or else the default. */
    String ofAll(String key) {
        return common.containsKey(key) ? common.get(key).value() : commonDefaults.getOrDefault(key, "");
    }

    /** The setting of this process, or else the one for all processes; empty for a default. */
    Optional<Declared> find(String id, String key) {
        return Optional.ofNullable(of(id).getOrDefault(key, common.get(key)));
    }
}
