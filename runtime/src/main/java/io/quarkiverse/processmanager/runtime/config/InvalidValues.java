package io.quarkiverse.processmanager.runtime.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.runtime.config.text.SettingType;
import io.quarkiverse.processmanager.runtime.definition.Secrets;
import io.quarkiverse.processmanager.runtime.definition.check.LivenessKeys;
import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;
import io.smallrye.config.SmallRyeConfig;

/**
 * Finds the values that are not of the type of their setting, such as {@code port=8080:80}.
 * <p>
 * A mapping throws at such a value, before the extension can report the other problems. So this interceptor hides the value from
 * the mappings, which treat the setting as not set, and {@link #find} reports the value together with all other problems. The
 * interceptor comes after all others, so that it receives values without expressions. Safe for use by several threads.
 */
public final class InvalidValues implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;
    /** The sources of a packaged application with the values that its build has read, and refuses if they are invalid. */
    private static final Set<String> OF_THE_BUILD = Set.of("BuildTime RunTime Fixed", "Runtime Values");
    private static final ThreadLocal<Boolean> SHOWN = new ThreadLocal<>();
    /** Whether a value was hidden since the start of this JVM, or since its application was built. */
    private static volatile boolean hidden;

    /** Creates the interceptor. An annotation for the priority would cost each start the machinery that reads annotations. */
    @StaticInitSafe
    public static final class Factory implements ConfigSourceInterceptorFactory {

        @Override
        public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext context) {
            return new InvalidValues();
        }

        @Override
        public OptionalInt getPriority() {
            return OptionalInt.of(Priorities.APPLICATION);
        }
    }

    /** Whether the mappings can miss a value that {@link #find} reports. */
    public static boolean wereHidden() {
        return hidden;
    }

    /** For each id the settings with an invalid value, and the end of a sentence about it. Common settings have no id. */
    static Map<String, Map<String, String>> find(SmallRyeConfig config, List<String> names, Set<String> ids) {
        Map<String, Map<String, String>> found = new TreeMap<>();
        for (String property : names) {
            SettingName.of(config, property, ids).ifPresent(name -> {
                ConfigValue value = shown(() -> config.getConfigValue(property));
                problem(name, value).filter(any -> !SettingName.isWholeList(config, property))
                        .ifPresent(problem -> found.computeIfAbsent(name.processId(), any -> new TreeMap<>())
                                .put(name.setting(), problem + origin(value)));
            });
        }
        return found;
    }

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String property) {
        ConfigValue value = property.startsWith(SettingName.ROOT) ? expanded(context, property) : context.proceed(property);
        if (value == null || value.isDefault() || !property.startsWith(SettingName.ROOT) || SHOWN.get() != null
                || isOfTheBuild(value) || !Expressions.isEnabled()) {
            return value;
        }
        Optional<SettingName> name = SettingName.of(property, Set.of());
        boolean missing = value.getValue() == null
                && name.flatMap(SettingName::type).flatMap(SettingType::fallback).isPresent();
        if (name.isEmpty() || !missing && problem(name.get(), value).isEmpty()) {
            return value;
        }
        hidden = true;
        return value.noProblems().withValue(name.get().type().flatMap(SettingType::fallback).orElse(null));
    }

    /** A property that refers to itself has no value. The configuration would throw before any problem is reported. */
    private static ConfigValue expanded(ConfigSourceInterceptorContext context, String property) {
        try {
            return context.proceed(property);
        } catch (IllegalArgumentException e) {
            ConfigValue raw = Expressions.withoutExpansion(() -> context.proceed(property));
            return raw == null ? null : raw.withValue(null);
        }
    }

    /** An expression has another value at each start. */
    private static boolean isOfTheBuild(ConfigValue value) {
        return value.getConfigSourceName() != null && OF_THE_BUILD.contains(value.getConfigSourceName())
                && !isExpression(value);
    }

    private static Optional<String> problem(SettingName name, ConfigValue value) {
        Optional<SettingType> type = value == null || value.getValue() == null ? Optional.empty() : name.type();
        return type.isEmpty() ? Optional.empty()
                : type.get().problem(value.getValue(),
                        text -> Secrets.isSecret(name.setting(), value.getValue()) && !type.get().isFlag() ? Secrets.MASK
                                : masked(text, value),
                        name.setting().endsWith(LivenessKeys.TYPE) ? LivenessKeys.REFUSED.keySet() : Set.of());
    }

    /** A value that comes from a property or a variable whose name sounds like a secret is masked as a whole. */
    private static String masked(String text, ConfigValue value) {
        boolean secret = isExpression(value) && Secrets.mentionsSecret(value.getRawValue());
        return secret ? Secrets.MASK : Secrets.ofTexts().mask(text);
    }

    /** The expression behind a value. */
    private static String origin(ConfigValue value) {
        return isExpression(value) ? " (the value of " + Secrets.ofTexts().mask(value.getRawValue()) + ")" : "";
    }

    private static boolean isExpression(ConfigValue value) {
        return value.getRawValue() != null && !value.getRawValue().equals(value.getValue());
    }

    /** Looks up values as the configuration has them, also invalid values. */
    static <T> T shown(Supplier<T> lookup) {
        SHOWN.set(true);
        try {
            return lookup.get();
        } finally {
            SHOWN.remove();
        }
    }
}
