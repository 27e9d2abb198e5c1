package io.quarkiverse.processmanager.runtime.config.inherit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.runtime.config.contribution.ConfigView;
import io.quarkiverse.processmanager.runtime.config.contribution.ProcessesInForce;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;

/**
 * Which process takes settings from where, in one configuration. The nearest setting wins, whatever its source is: that of the
 * process, that of the process which it extends, that of the process which this one extends, and at last the default of all
 * processes. Immutable after {@link #of}.
 */
final class Lineage {

    /** Most applications have this one. */
    static final Lineage NONE = new Lineage();

    static final String DEFAULTS = "quarkus.process-manager.defaults.";
    static final String OF_DEFAULTS = "defaults";
    static final String OF_PROCESS = "extends ";
    /** The form in which the environment lists a default. */
    private static final String VARIABLE = "quarkus.process.manager.defaults.";
    private static final String FROM_VARIABLE = "EnvConfigSource";

    private final Map<String, Level> processes = new TreeMap<>();
    private final Map<String, List<Level>> ancestors = new TreeMap<>();
    private final Set<String> templates = new TreeSet<>();
    private final Set<String> hidden = new LinkedHashSet<>();

    private Lineage() {
    }

    /** Reads the names of a configuration. Returns {@link #NONE} at once unless one of them asks for a shared setting. */
    static Lineage of(ConfigSourceInterceptorContext context, List<String> names) {
        for (String name : names) {
            if (name.startsWith("quarkus.process") && (name.endsWith(".extends") || name.endsWith(".template")
                    || name.startsWith(DEFAULTS) || name.startsWith(VARIABLE))) {
                Lineage lineage = new Lineage();
                lineage.read(context, names);
                return lineage;
            }
        }
        return NONE;
    }

    private void read(ConfigSourceInterceptorContext context, List<String> names) {
        Level defaults = Level.of(OF_DEFAULTS, DEFAULTS);
        for (String name : names) {
            if (name.startsWith(DEFAULTS)) {
                defaults.add(name.substring(DEFAULTS.length()), name);
                hidden.add(name);
            } else {
                SettingKey.of(name).ifPresent(key -> processes
                        .computeIfAbsent(key.processId(), id -> Level.of(OF_PROCESS + id, key.prefix()))
                        .add(key.setting(), name));
            }
        }
        Set<String> ids = Set.copyOf(processes.keySet());
        processes.entrySet().removeIf(process -> isPartOfVariable(context, process.getKey(), process.getValue(), ids));
        ConfigView view = ConfigView.of(context);
        for (Map.Entry<String, Level> process : processes.entrySet()) {
            List<Level> levels = chain(process.getKey(), view);
            levels.add(defaults);
            ancestors.put(process.getKey(), levels);
            if (ProcessesInForce.isTrue(value(process.getValue(), SettingKey.TEMPLATE, view))) {
                templates.add(process.getKey());
            }
        }
        for (String name : names) {
            if (SettingKey.of(name).filter(key -> templates.contains(key.processId())).isPresent()) {
                hidden.add(name);
            }
        }
    }

    /**
     * The environment lists {@code QUARKUS_PROCESSES_MY_DB_PORT} for the process {@code my-db} as if a process
     * had the id {@code my}.
     */
    private static boolean isPartOfVariable(ConfigSourceInterceptorContext context, String id, Level level, Set<String> ids) {
        return ids.stream().anyMatch(other -> other.startsWith(id + "-"))
                && level.settings().values().stream().map(context::proceed).allMatch(
                        value -> value == null || String.valueOf(value.getConfigSourceName()).startsWith(FROM_VARIABLE));
    }

    /** The processes from which a process takes settings, the nearest first. The step that reads the definitions reports a circle. */
    private List<Level> chain(String id, ConfigView view) {
        List<Level> levels = new ArrayList<>();
        Set<String> visited = new HashSet<>(Set.of(id));
        Optional<String> base = base(processes.get(id), view);
        while (base.isPresent() && processes.containsKey(base.get()) && visited.add(base.get())) {
            Level level = processes.get(base.get());
            levels.add(level);
            base = base(level, view);
        }
        return levels;
    }

    private static Optional<String> base(Level process, ConfigView view) {
        return Optional.ofNullable(value(process, SettingKey.EXTENDS, view)).map(String::strip);
    }

    @Nullable
    private static String value(Level process, String setting, ConfigView view) {
        try {
            return view.value(process.prefix() + setting);
        } catch (IllegalArgumentException e) {
            // An expression that contains itself has no value, and is reported as such.
            return null;
        }
    }

    /** The value that a process takes from elsewhere; null if there is none. The process itself must have no value. */
    @Nullable
    ConfigValue inherited(ConfigSourceInterceptorContext context, String property) {
        Optional<SettingKey> key = SettingKey.of(property);
        Level own = key.map(some -> processes.get(some.processId())).orElse(null);
        // A source can write the id with or without quotes, and one of them counts.
        if (own == null || !own.prefix().equals(key.get().prefix()) || SettingKey.OWN.contains(key.get().setting())) {
            return null;
        }
        String setting = key.get().setting();
        Level nearer = own;
        for (Level level : ancestors.get(key.get().processId())) {
            if (nearer.replaces(context, setting)) {
                return null;
            }
            ConfigValue value = level.find(context, setting);
            if (value != null) {
                return value.from().withName(property)
                        .withConfigSourceName(level.source() + " (" + value.getConfigSourceName() + ")").build();
            }
            nearer = level;
        }
        return null;
    }

    /** The names that the configuration shows: those of the processes that start, with the settings that they take from elsewhere. */
    List<String> shown(ConfigSourceInterceptorContext context, List<String> names) {
        if (ancestors.isEmpty()) {
            return names;
        }
        Set<String> shown = new LinkedHashSet<>(names);
        shown.removeAll(hidden);
        for (Map.Entry<String, Level> process : processes.entrySet()) {
            if (templates.contains(process.getKey())) {
                continue;
            }
            Set<String> settings = new HashSet<>(process.getValue().settings().keySet());
            for (Level level : ancestors.get(process.getKey())) {
                for (Map.Entry<String, String> setting : level.settings().entrySet()) {
                    String property = process.getValue().prefix()
                            + setting.getValue().substring(level.prefix().length());
                    if (settings.add(setting.getKey()) && inherited(context, property) != null) {
                        shown.add(property);
                    }
                }
            }
        }
        return new ArrayList<>(shown);
    }

    /**
     * The properties with the settings that a process can take from elsewhere, by the property that it would have itself. It can
     * have a value of its own.
     */
    Map<String, String> origins(ConfigSourceInterceptorContext context, String id) {
        Map<String, String> origins = new TreeMap<>();
        Level own = processes.get(id);
        Set<String> settings = new HashSet<>();
        for (Level level : own == null ? List.<Level> of() : ancestors.get(id)) {
            level.settings().forEach((setting, property) -> {
                String ofProcess = own.prefix() + property.substring(level.prefix().length());
                if (settings.add(setting) && inherited(context, ofProcess) != null) {
                    origins.put(ofProcess, property);
                }
            });
        }
        return origins;
    }

    /** The names that the configuration does not show: those of templates, and the defaults of all processes. */
    Set<String> hidden() {
        return hidden;
    }
}
