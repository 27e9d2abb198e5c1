package io.quarkiverse.processmanager.runtime.config;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;

/** All keys of a process, from the mappings. A map has the form {@code env.*}. */
final class ConfigurationKeys {

    private ConfigurationKeys() {
    }

    /** Each key with the method that maps it. */
    static Map<String, Method> all() {
        Map<String, Method> keys = new TreeMap<>();
        collect(ProcessConfig.class, "", keys);
        collect(ProcessBuildTimeConfig.class, "", keys);
        return keys;
    }

    /** The default that the documentation names. */
    static Optional<String> documentedDefault(Method method) {
        return Optional.ofNullable(method.getAnnotation(ConfigDocDefault.class)).map(ConfigDocDefault::value);
    }

    /** The group of a map in which each name has several settings. */
    private static Optional<Class<?>> groupOfMap(Method method) {
        return method.getReturnType() == Map.class
                && ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[1] instanceof Class<?> value
                && value.isAnnotationPresent(ConfigGroup.class) ? Optional.of(value) : Optional.empty();
    }

    private static void collect(Class<?> group, String prefix, Map<String, Method> keys) {
        for (Method method : group.getDeclaredMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            String name = method.isAnnotationPresent(WithName.class) ? method.getAnnotation(WithName.class).value()
                    : method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            boolean inParent = method.isAnnotationPresent(WithParentName.class);
            if (method.getReturnType().isAnnotationPresent(ConfigGroup.class)) {
                collect(method.getReturnType(), inParent ? prefix : prefix + name + ".", keys);
            } else if (groupOfMap(method).isPresent()) {
                collect(groupOfMap(method).get(), prefix + name + ".*.", keys);
            } else if (inParent) {
                keys.put(prefix.substring(0, prefix.length() - 1), method);
            } else {
                keys.put(prefix + name + (method.getReturnType() == Map.class ? ".*" : ""), method);
            }
        }
    }
}
