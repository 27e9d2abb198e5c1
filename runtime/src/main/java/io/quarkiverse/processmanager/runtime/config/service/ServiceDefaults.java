package io.quarkiverse.processmanager.runtime.config.service;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.runtime.config.contribution.ContributionInterceptorFactory;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternSettings;
import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;

/**
 * Adds the settings of services that the configuration needs before any mapping exists: the port, the data directory, and what the
 * process contributes to the application. They have the lowest ordinal, so a value from any source wins. The interceptors for
 * ports, data directories and contributions come after this one, and treat these settings like those of a file.
 * <p>
 * SmallRye Config reuses the interceptor while it completes the chain of sources, so what the interceptor has found counts for one
 * context only. Safe for use by several threads.
 */
public final class ServiceDefaults implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;
    private static final String PROCESSES = "quarkus.processes.";
    private static final String SERVICE = ".service";
    /** After the interceptor for profiles and before that for contributions. */
    private static final int PRIORITY = Priorities.LIBRARY + 210;

    private final boolean active;
    private transient volatile Found found;

    private ServiceDefaults(boolean active) {
        this.active = active;
    }

    private record Found(ConfigSourceInterceptorContext context, Map<String, ConfigValue> settings) {
    }

    /** Creates the interceptor of each configuration of a JVM. */
    @StaticInitSafe
    public static final class Factory implements ConfigSourceInterceptorFactory {

        /** The configuration from which Quarkus records values has no local sources; the settings of a service are local too. */
        @Override
        public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext context) {
            return new ServiceDefaults(!ContributionInterceptorFactory.records(context));
        }

        @Override
        public OptionalInt getPriority() {
            return OptionalInt.of(PRIORITY);
        }
    }

    /** Whether a value is a default of a service. */
    public static boolean isSourceOf(ConfigValue value) {
        return PatternSettings.isSource(value.getConfigSourceName());
    }

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        return value != null || !active || !name.startsWith(PROCESSES) ? value : settings(context).get(name);
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        Iterator<String> names = context.iterateNames();
        Iterator<String> more = active ? settings(context).keySet().iterator() : List.<String> of().iterator();
        return !more.hasNext() ? names : new Iterator<>() {
            @Override
            public boolean hasNext() {
                return names.hasNext() || more.hasNext();
            }

            @Override
            public String next() {
                return names.hasNext() ? names.next() : more.next();
            }
        };
    }

    private Map<String, ConfigValue> settings(ConfigSourceInterceptorContext context) {
        Found known = found;
        if (known == null || known.context() != context) {
            known = new Found(context, find(context));
            found = known;
        }
        return known.settings();
    }

    /** An application without a service loads no class of services. */
    private static Map<String, ConfigValue> find(ConfigSourceInterceptorContext context) {
        for (Iterator<String> names = context.iterateNames(); names.hasNext();) {
            String name = names.next();
            if (name.startsWith(PROCESSES) && name.endsWith(SERVICE)) {
                return FoundDefaults.in(context);
            }
        }
        return Map.of();
    }
}
