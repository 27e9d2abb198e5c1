package io.quarkiverse.processmanager.runtime.config;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.quarkiverse.processmanager.runtime.config.export.ProcessManagerExportConfig;
import io.quarkiverse.processmanager.runtime.config.service.ServiceDefaults;
import io.quarkiverse.processmanager.runtime.config.text.KeyTable;
import io.quarkiverse.processmanager.runtime.config.text.SettingType;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.NameIterator;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;

/**
 * The keys of the extension and their types, from the mappings. Two sets exist: the keys below
 * {@code quarkus.processes."id"}, and those below {@code quarkus.process-manager}. A map has a key of the form {@code env.*}.
 */
public final class KnownKeys {

    /** The resource in which the build of a package keeps the keys, so that its start does not collect them. */
    public static final String RESOURCE = "META-INF/quarkus-process-manager-keys.txt";

    static final KnownKeys OF_PROCESS;
    static final KnownKeys COMMON;

    /** The settings of a process below those of all processes. */
    private static final String DEFAULTS = "defaults.";
    private static final String ANY_NAME = ".*";
    private static final Class<?>[] MAPPINGS_OF_PROCESS = { ProcessConfig.class, ProcessBuildTimeConfig.class };

    static {
        String table = packaged();
        OF_PROCESS = new KnownKeys(table.isEmpty() ? CollectedKeys.of(MAPPINGS_OF_PROCESS).types()
                : KeyTable.read(SettingName.PROCESSES, table));
        COMMON = new KnownKeys(table.isEmpty() ? CollectedKeys.of(commonMappings()).types()
                : KeyTable.read(SettingName.COMMON, table));
    }

    private final Map<String, SettingType> types;

    KnownKeys(Map<String, SettingType> types) {
        this.types = types;
    }

    /** A packaged application, which has the table, loads none of those that only a build reads. */
    private static Class<?>[] commonMappings() {
        return new Class<?>[] { CommonConfig.class, ProcessManagerBuildTimeConfig.class,
                ProcessManagerExportConfig.class };
    }

    private static String packaged() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream resource = loader == null ? null : loader.getResourceAsStream(RESOURCE)) {
            return resource == null ? "" : new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** The content of the resource. */
    public static String table() {
        return KeyTable.write(SettingName.PROCESSES, OF_PROCESS.types) + KeyTable.write(SettingName.COMMON, COMMON.types);
    }

    /** The mapping interfaces whose methods are the keys. A native executable needs their methods. */
    public static Class<?>[] mappings() {
        Map<String, Class<?>> all = new TreeMap<>(CollectedKeys.of(MAPPINGS_OF_PROCESS).groups());
        all.putAll(CollectedKeys.of(commonMappings()).groups());
        return all.values().toArray(Class<?>[]::new);
    }

    /** The names of the types of all values. A native executable loads them by name. */
    public static Set<String> valueTypes() {
        Set<String> names = new TreeSet<>();
        OF_PROCESS.types.values().forEach(type -> names.add(type.valueType()));
        COMMON.types.values().forEach(type -> names.add(type.valueType()));
        return names;
    }

    /**
     * The keys that a configuration sets for each process, by id, with those that a process inherits. A default of a pattern or of a
     * service is not among them.
     */
    public static Map<String, Set<String>> written(SmallRyeConfig config, Set<String> ids) {
        Map<String, Set<String>> written = new TreeMap<>();
        for (String property : config.getPropertyNames()) {
            SettingName.of(property, ids).filter(name -> ids.contains(name.processId()))
                    .filter(name -> !ServiceDefaults.isSourceOf(InvalidValues.shown(() -> config.getConfigValue(property))))
                    .ifPresent(name -> OF_PROCESS.keyOf(name.setting()).ifPresent(
                            key -> written.computeIfAbsent(name.processId(), any -> new TreeSet<>()).add(key)));
        }
        return written;
    }

    /** All keys of a process. */
    public static Set<String> ofProcesses() {
        return Collections.unmodifiableSet(OF_PROCESS.types.keySet());
    }

    /** The keys with their types. */
    Map<String, SettingType> types() {
        return Collections.unmodifiableMap(types);
    }

    /** A setting of a process without the words before it that make it a default of all processes. */
    static String ofProcess(String setting) {
        return setting.startsWith(DEFAULTS) ? setting.substring(DEFAULTS.length()) : setting;
    }

    /** The keys that a misspelled setting can mean: the keys, and for the settings of all processes also the defaults of a process. */
    Set<String> meant() {
        if (this != COMMON) {
            return types.keySet();
        }
        Set<String> meant = new TreeSet<>(types.keySet());
        meant.remove(DEFAULTS + "*");
        OF_PROCESS.types.keySet().forEach(key -> meant.add(DEFAULTS + key));
        return meant;
    }

    /**
     * The key that a setting uses: the setting itself, or the key of its map, or the key of its list.
     *
     * @param setting such as {@code env."A"} or {@code args[0]}
     */
    Optional<String> keyOf(String setting) {
        if (this == COMMON && setting.startsWith(DEFAULTS)) {
            return OF_PROCESS.keyOf(setting.substring(DEFAULTS.length())).map(DEFAULTS::concat);
        }
        String plain = setting.endsWith("]") && setting.indexOf('[') > 0 ? setting.substring(0, setting.lastIndexOf('['))
                : setting;
        if (types.containsKey(plain)) {
            return Optional.of(plain);
        }
        for (String key : types.keySet()) {
            if (key.endsWith(ANY_NAME) && setting.length() > key.length() - 1
                    && setting.startsWith(key.substring(0, key.length() - 1))) {
                return Optional.of(key);
            }
        }
        return ofGroups(plain);
    }

    /** The key of a setting in a group that has a name, such as {@code commands."reset".title}: {@code commands.*.title}. */
    private Optional<String> ofGroups(String setting) {
        NameIterator segments = new NameIterator(setting);
        StringBuilder key = new StringBuilder();
        while (segments.hasNext()) {
            String segment = segments.getNextSegment();
            segments.next();
            String prefix = key.isEmpty() ? "" : key + ".";
            if (isBeginning(prefix + segment)) {
                key.append(key.isEmpty() ? "" : ".").append(segment);
            } else if (isBeginning(prefix + "*")) {
                key.append(ANY_NAME);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(key.toString()).filter(found -> found.contains(ANY_NAME + ".") && types.containsKey(found));
    }

    private boolean isBeginning(String prefix) {
        return types.containsKey(prefix) || types.keySet().stream().anyMatch(key -> key.startsWith(prefix + "."));
    }

    /** The type of a setting; empty for an unknown setting. An indexed setting has the type of one element. */
    Optional<SettingType> typeOf(String setting) {
        if (this == COMMON && setting.startsWith(DEFAULTS)) {
            return OF_PROCESS.typeOf(setting.substring(DEFAULTS.length()));
        }
        Optional<String> key = keyOf(setting);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        SettingType type = types.get(key.get());
        return Optional.of(setting.endsWith("]") ? type.ofElement() : type);
    }

    /** The keys that the methods of mappings are, found by reflection. */
    record CollectedKeys(Map<String, SettingType> types, Map<String, Class<?>> groups) {

        static CollectedKeys of(Class<?>... mappings) {
            CollectedKeys keys = new CollectedKeys(new TreeMap<>(), new TreeMap<>());
            for (Class<?> mapping : mappings) {
                keys.collect(mapping, "");
            }
            return keys;
        }

        /** A key that is a word of the Java language cannot be the name of its method. */
        private static String name(Method method) {
            return method.isAnnotationPresent(WithName.class) ? method.getAnnotation(WithName.class).value()
                    : method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        }

        /** The group of a map such as {@code commands}, in which each name has several settings. */
        private static Optional<Class<?>> groupOfMap(Method method) {
            return method.getReturnType() == Map.class
                    && ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[1] instanceof Class<?> value
                    && value.isAnnotationPresent(ConfigGroup.class) ? Optional.of(value) : Optional.empty();
        }

        private void collect(Class<?> group, String prefix) {
            groups.put(group.getName(), group);
            for (Method method : group.getDeclaredMethods()) {
                if (Modifier.isStatic(method.getModifiers()) || method.isSynthetic()) {
                    continue;
                }
                if (method.isAnnotationPresent(WithParentName.class)
                        && !method.getReturnType().isAnnotationPresent(ConfigGroup.class)) {
                    // The group itself has a value, such as that of service beside service.home.
                    types.put(prefix.substring(0, prefix.length() - 1), SettingType.of(method));
                    continue;
                }
                String name = name(method);
                if (method.getReturnType().isAnnotationPresent(ConfigGroup.class)) {
                    boolean inParent = method.isAnnotationPresent(WithParentName.class);
                    collect(method.getReturnType(), inParent ? prefix : prefix + name + ".");
                } else if (groupOfMap(method).isPresent()) {
                    collect(groupOfMap(method).get(), prefix + name + ANY_NAME + ".");
                } else {
                    String key = prefix + name + (method.getReturnType() == Map.class ? ANY_NAME : "");
                    types.put(key, SettingType.of(method));
                }
            }
        }
    }
}
