package io.quarkiverse.processmanager.runtime.config.inherit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;

import io.quarkiverse.processmanager.runtime.config.contribution.ContributionInterceptorFactory;
import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import io.smallrye.config.SmallRyeConfig;

/**
 * Adds the settings that a process takes from the process that it {@code extends}, and from
 * {@code quarkus.process-manager.defaults}, as if they were written at the process. It hides the templates and the defaults, so
 * that every reader, also another interceptor, finds only processes that start.
 * <p>
 * The interceptor comes after the one for profiles, so each value is that of the active profile and of the source with the
 * highest ordinal, and before those for ports, contributions and expressions, which treat an inherited setting like one of the
 * process. The {@code FallbackConfigSourceInterceptor} of SmallRye Config has one other name for each name, and shows no name that
 * it adds; a chain of processes, lists and maps need both.
 * <p>
 * SmallRye Config reuses the interceptor while it completes the chain of sources, so what the interceptor has found counts for one
 * context only. Safe for use by several threads.
 */
public final class Inheritance implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;
    /** After the interceptor for profiles and before that for the settings of services. */
    private static final int PRIORITY = Priorities.LIBRARY + 205;
    /** Properties that only this interceptor answers, and only if it is asked for them by name. */
    private static final String HIDDEN = "quarkus.processes.\"\".hidden";
    private static final String INHERITED = "quarkus.processes.\"\".inherited:";
    static final String ORIGINS = "quarkus.processes.\"\".origins:";

    private final boolean active;
    private transient volatile Found found;

    private Inheritance(boolean active) {
        this.active = active;
    }

    private record Found(ConfigSourceInterceptorContext context, List<String> names, Lineage lineage) {
    }

    /** Creates the interceptor of each configuration of a JVM. */
    @StaticInitSafe
    public static final class Factory implements ConfigSourceInterceptorFactory {

        /**
         * Quarkus records values from a configuration without the local sources. An inherited value must not be recorded there:
         * it would count as a setting of the process, and another default at the start would have no effect.
         */
        @Override
        public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext context) {
            return new Inheritance(!ContributionInterceptorFactory.records(context));
        }

        @Override
        public OptionalInt getPriority() {
            return OptionalInt.of(PRIORITY);
        }
    }

    /** The properties that the configuration does not show: those of templates, and the defaults of all processes. */
    public static List<String> hidden(SmallRyeConfig config) {
        String names = config.getConfigValue(HIDDEN).getValue();
        return names == null ? List.of() : List.of(names.split("\n"));
    }

    /** The names of all properties, also of those that the configuration does not show. */
    public static List<String> names(SmallRyeConfig config) {
        List<String> names = new ArrayList<>(hidden(config));
        config.getPropertyNames().forEach(names::add);
        return names;
    }

    /** Where a process has a value from that is not its own: the process that it extends, or the defaults; empty for its own value. */
    public static Optional<InheritedFrom> origin(SmallRyeConfig config, String property) {
        return InheritedFrom.of(config.getConfigValue(property).getConfigSourceName(), property);
    }

    /**
     * The source of a setting that the process does not have itself, such as {@code extends base (application.properties)}, also
     * if the build has fixed it; empty if the process inherits no such setting.
     */
    public static Optional<String> source(SmallRyeConfig config, String property) {
        return Optional.ofNullable(config.getConfigValue(INHERITED + property).getConfigSourceName());
    }

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        if (value != null || !active || !name.startsWith(SettingKey.PROCESSES)) {
            return value;
        }
        Found known = found(context);
        if (known.lineage() == Lineage.NONE) {
            return null;
        }
        if (name.equals(HIDDEN)) {
            return known.lineage().hidden().isEmpty() ? null
                    : ConfigValue.builder().withName(name).withValue(String.join("\n", known.lineage().hidden())).build();
        }
        if (name.startsWith(ORIGINS)) {
            StringJoiner lines = new StringJoiner("\n");
            known.lineage().origins(context, name.substring(ORIGINS.length()))
                    .forEach((own, origin) -> lines.add(own + " " + origin));
            return lines.length() == 0 ? null : ConfigValue.builder().withName(name).withValue(lines.toString()).build();
        }
        return known.lineage().inherited(context, name.startsWith(INHERITED) ? name.substring(INHERITED.length()) : name);
    }

    /** Without shared settings the names are those of now: a source can have more names than at the creation of the configuration. */
    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        if (!active) {
            return context.iterateNames();
        }
        Found known = found(context);
        return known.lineage() == Lineage.NONE ? context.iterateNames() : known.names().iterator();
    }

    private Found found(ConfigSourceInterceptorContext context) {
        Found known = found;
        if (known == null || known.context() != context) {
            List<String> names = new ArrayList<>();
            context.iterateNames().forEachRemaining(names::add);
            Lineage lineage = Lineage.of(context, names);
            known = new Found(context, lineage == Lineage.NONE ? List.of() : lineage.shown(context, names), lineage);
            found = known;
        }
        return known;
    }
}
