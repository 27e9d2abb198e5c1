package io.quarkiverse.processmanager.runtime.config.ports;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.ExpressionConfigSourceInterceptor;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;

/**
 * Replaces {@code quarkus.processes."id".port=0} by the real port, for each reader: the mappings, {@code @ConfigProperty}, and
 * {@code ${quarkus.processes.id.port}} in other properties. A port is chosen with its first lookup, and stays the same for the
 * life of the configuration. A lookup without expansion returns the 0 of the source, so that Quarkus records the 0, and never a
 * chosen port. A build for production leaves the 0 alone. Safe for use by several threads.
 * <p>
 * The interceptor comes after the profiles, and before the expansion of expressions.
 */
public final class RealPorts implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;
    private static final int PRIORITY = Priorities.LIBRARY + 290;

    private final transient ToIntFunction<PortKey> choice;
    private final transient Map<PortKey, Integer> chosen = new ConcurrentHashMap<>();

    RealPorts(ToIntFunction<PortKey> choice) {
        this.choice = choice;
    }

    /** Creates the interceptor of one configuration, also of that for the static initialization: both must see one port. */
    @StaticInitSafe
    public static class Factory implements ConfigSourceInterceptorFactory {

        @Override
        public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext context) {
            return new RealPorts(PortChoice.ofThisStart());
        }

        @Override
        public OptionalInt getPriority() {
            return OptionalInt.of(PRIORITY);
        }
    }

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String property) {
        if (!property.startsWith("quarkus.processes.") || !Expressions.isEnabled()) {
            return context.proceed(property);
        }
        Optional<PortKey> key = PortKey.of(property);
        return key.isEmpty() ? context.proceed(property) : real(context, key.get(), property, new HashSet<>());
    }

    private ConfigValue real(ConfigSourceInterceptorContext context, PortKey key, String property, Set<PortKey> expanding) {
        ConfigValue value = strongest(context, key, property);
        if (value == null || value.getValue() == null || !isZero(context, key, value, expanding)) {
            return value;
        }
        int port = chosen.computeIfAbsent(key, choice::applyAsInt);
        return port == 0 ? value : value.withValue(Integer.toString(port));
    }

    /** The value of the source with the highest ordinal, whether its name of the property has quotes or not. */
    private static ConfigValue strongest(ConfigSourceInterceptorContext context, PortKey key, String property) {
        ConfigValue strongest = context.proceed(property);
        for (String name : key.properties()) {
            ConfigValue other = name.equals(property) ? null : context.proceed(name);
            if (other != null && (strongest == null || ConfigValue.CONFIG_SOURCE_COMPARATOR.compare(other, strongest) > 0)) {
                strongest = other;
            }
        }
        return strongest;
    }

    private boolean isZero(ConfigSourceInterceptorContext context, PortKey key, ConfigValue value, Set<PortKey> expanding) {
        String text = value.getValue();
        if (text.indexOf('$') < 0) {
            return isZero(text);
        }
        if (text.contains("::") || !expanding.add(key)) {
            // The handler of a secret is not known here, and an expression that contains itself has no value.
            return false;
        }
        ConfigValue expanded = new ExpressionConfigSourceInterceptor().getValue(new Expansion(context, value, expanding),
                value.getName());
        expanding.remove(key);
        return expanded != null && expanded.getValue() != null && isZero(expanded.getValue());
    }

    private static boolean isZero(String text) {
        String stripped = text.strip();
        return !stripped.isEmpty() && stripped.chars().allMatch(digit -> digit == '0');
    }

    /** Looks up the properties in an expression, of which some can be ports, too. */
    private final class Expansion implements ConfigSourceInterceptorContext {

        private static final long serialVersionUID = 1L;

        private final transient ConfigSourceInterceptorContext context;
        private final transient ConfigValue expression;
        private final transient Set<PortKey> expanding;

        Expansion(ConfigSourceInterceptorContext context, ConfigValue expression, Set<PortKey> expanding) {
            this.context = context;
            this.expression = expression;
            this.expanding = expanding;
        }

        @Override
        public ConfigValue proceed(String name) {
            if (name.equals(expression.getName())) {
                return expression;
            }
            Optional<PortKey> key = PortKey.of(name);
            return key.isEmpty() ? context.proceed(name) : real(context, key.get(), name, expanding);
        }

        @Override
        public ConfigValue restart(String name) {
            return context.restart(name);
        }

        @Override
        public Iterator<String> iterateNames() {
            return context.iterateNames();
        }
    }
}
