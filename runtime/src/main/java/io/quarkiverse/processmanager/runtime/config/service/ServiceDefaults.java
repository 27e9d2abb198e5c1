package io.quarkiverse.processmanager.runtime.config.service;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.runtime.config.contribution.ConfigView;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternSettings;
import io.quarkiverse.processmanager.runtime.service.Services;
import io.quarkiverse.processmanager.runtime.testing.TestDirectory;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkiverse.processmanager.service.ProcessService;
import io.quarkus.runtime.LaunchMode;
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
    private static final String DATA_DIR = "data-dir";
    private static final int ORDINAL = Integer.MIN_VALUE;
    /** After the interceptor for profiles and before that for contributions. */
    private static final int PRIORITY = Priorities.LIBRARY + 210;
    /** A property that each JVM has. */
    private static final String OF_EACH_JVM = "java.version";

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
            return new ServiceDefaults(context.proceed(OF_EACH_JVM) != null);
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
        return value != null || !active || !name.startsWith(ServiceName.PROCESSES) ? value : settings(context).get(name);
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

    private static Map<String, ConfigValue> find(ConfigSourceInterceptorContext context) {
        List<ServiceName> names = new ArrayList<>();
        context.iterateNames().forEachRemaining(property -> ServiceName.of(property).ifPresent(names::add));
        if (names.isEmpty()) {
            return Map.of();
        }
        ConfigView view = ConfigView.of(context);
        Map<String, ConfigValue> settings = new TreeMap<>();
        for (ServiceName name : names) {
            service(view, name).ifPresent(service -> defaults(service, new PropertyRequest(name, view), view)
                    .forEach((setting, text) -> add(settings, context, name.properties(setting), service.name(), text)));
        }
        return settings;
    }

    /** The service that the property names. The step that reads the definitions reports a name that is wrong. */
    private static Optional<ProcessService> service(ConfigView view, ServiceName name) {
        try {
            return Optional.ofNullable(view.value(name.prefix() + "service")).map(String::strip).flatMap(Services::find);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> defaults(ProcessService service, PropertyRequest request, ConfigView view) {
        Map<String, String> defaults = new TreeMap<>(service.configuration(request));
        Mode mode = TestLaunch.mode(LaunchMode.current());
        // The directory of the build does not exist where a packaged application runs.
        if (service.keepsData() && mode != Mode.PROD) {
            defaults.put(DATA_DIR, TestDirectory.ofBuild() + "/process-manager/" + (mode == Mode.TEST ? "test-" : "")
                    + "data/" + request.id());
        }
        return defaults;
    }

    /** A setting of the user, in either form of the id, leaves no place for a default. */
    private static void add(Map<String, ConfigValue> settings, ConfigSourceInterceptorContext context, List<String> names,
            String service, String text) {
        if (names.stream().noneMatch(name -> context.proceed(name) != null)) {
            String name = names.get(0);
            settings.put(name, ConfigValue.builder().withName(name).withValue(text).withRawValue(text)
                    .withConfigSourceName(PatternSettings.source(service)).withConfigSourceOrdinal(ORDINAL).build());
        }
    }
}
