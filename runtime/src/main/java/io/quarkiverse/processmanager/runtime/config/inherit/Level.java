package io.quarkiverse.processmanager.runtime.config.inherit;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;

/**
 * The settings of one process, or the defaults of all processes.
 *
 * @param source how a view names settings from here, such as {@code extends base}
 * @param prefix the properties up to the setting, with a dot at the end
 * @param settings the properties by their settings without needless quotes
 */
record Level(String source, String prefix, Map<String, String> settings) {

    static Level of(String source, String prefix) {
        return new Level(source, prefix, new TreeMap<>());
    }

    void add(String setting, String property) {
        settings.putIfAbsent(SettingKey.plain(setting), property);
    }

    /** The value of a setting, also of one that only a variable of the environment sets, which can have no listed name. */
    @Nullable
    ConfigValue find(ConfigSourceInterceptorContext context, String setting) {
        String listed = settings.get(SettingKey.plain(setting));
        return context.proceed(listed == null ? prefix + setting : listed);
    }

    /**
     * Whether the settings here leave no place for a setting of a level behind this one: the setting itself, another form of its
     * list, or an alternative.
     */
    boolean replaces(ConfigSourceInterceptorContext context, String setting) {
        String list = SettingKey.list(setting);
        if (settings.containsKey(list + "[0]") || !list.equals(setting) && find(context, list) != null) {
            return true;
        }
        return SettingKey.alternatives(setting).stream().anyMatch(other -> find(context, other) != null);
    }
}
