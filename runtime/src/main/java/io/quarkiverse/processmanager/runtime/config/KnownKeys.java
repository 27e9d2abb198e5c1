package io.quarkiverse.processmanager.runtime.config;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.quarkiverse.processmanager.runtime.config.text.SettingType;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithParentName;

/**
 * The keys of the extension and their types, from the mappings. Two sets exist: the keys below
 * {@code quarkus.processes."id"}, and those below {@code quarkus.process-manager}. A map has a key of the form {@code env.*}.
 */
public final class KnownKeys {

    static final KnownKeys OF_PROCESS = new KnownKeys(ProcessConfig.class, ProcessBuildTimeConfig.class);
    static final KnownKeys COMMON = new KnownKeys(CommonConfig.class, ProcessManagerBuildTimeConfig.class);

    private static final String ANY_NAME = ".*";

    private final Map<String, SettingType> types = new TreeMap<>();
    private final Map<String, Class<?>> groups = new TreeMap<>();

    private KnownKeys(Class<?>... mappings) {
        for (Class<?> mapping : mappings) {
            collect(mapping, "");
        }
    }

    /** The mapping interfaces whose methods are the keys. A native executable needs their methods. */
    public static Class<?>[] mappings() {
        Map<String, Class<?>> all = new TreeMap<>(OF_PROCESS.groups);
        all.putAll(COMMON.groups);
        return all.values().toArray(Class<?>[]::new);
    }

    /** The keys with their types. */
    Map<String, SettingType> types() {
        return Collections.unmodifiableMap(types);
    }

    /**
     * The key that a setting uses: the setting itself, or the key of its map, or the key of its list.
     *
     * @param setting such as {@code env."A"} or {@code args[0]}
     */
    Optional<String> keyOf(String setting) {
        String plain = setting.endsWith("]") && setting.indexOf('[') > 0 ? setting.substring(0, setting.lastIndexOf('['))
                : setting;
        if (types.containsKey(plain)) {
            return Optional.of(plain);
        }
        return types.keySet().stream().filter(key -> key.endsWith(ANY_NAME))
                .filter(key -> setting.startsWith(key.substring(0, key.length() - 1))
                        && setting.length() > key.length() - 1)
                .findFirst();
    }

    /** The type of a setting; empty for an unknown setting. An indexed setting has the type of one element. */
    Optional<SettingType> typeOf(String setting) {
        return keyOf(setting).map(types::get).map(type -> setting.endsWith("]") ? type.ofElement() : type);
    }

    private void collect(Class<?> group, String prefix) {
        groups.put(group.getName(), group);
        for (Method method : group.getDeclaredMethods()) {
            if (Modifier.isStatic(method.getModifiers()) || method.isSynthetic()) {
                continue;
            }
            String name = method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (method.getReturnType().isAnnotationPresent(ConfigGroup.class)) {
                boolean inParent = method.isAnnotationPresent(WithParentName.class);
                collect(method.getReturnType(), inParent ? prefix : prefix + name + ".");
            } else {
                String key = prefix + name + (method.getReturnType() == Map.class ? ANY_NAME : "");
                types.put(key, SettingType.of(method));
            }
        }
    }
}
