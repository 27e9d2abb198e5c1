package io.quarkiverse.processmanager.runtime.config.contribution;

import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;

import io.quarkiverse.processmanager.runtime.config.replica.ReplicaReferences;
import io.quarkiverse.processmanager.runtime.definition.ContributedKeys;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;

/**
 * Adds the configuration that processes contribute, at the ordinal of Dev Services: any source with a higher ordinal wins. The
 * values are raw, and the interceptor for expressions, which comes after this one, expands them at each lookup.
 * <p>
 * An interceptor and no config source, for two reasons. Quarkus records the properties of each config source into the
 * application that it builds, and a contribution must not outlive its process. And an interceptor reads all sources, also
 * those that are created last, such as files of {@code quarkus.config.locations}.
 * <p>
 * SmallRye Config reuses the interceptor while it completes the chain of sources, each time with another context, so what the
 * interceptor has found counts for one context only. Safe for use by several threads.
 */
final class ContributionInterceptor implements ConfigSourceInterceptor {

    /** The ordinal of the configuration of Dev Services, below {@code application.properties}. */
    static final int ORDINAL = 240;

    private static final long serialVersionUID = 1L;

    private static final String PROCESSES = "quarkus.processes.";

    private final boolean contributes;
    private transient volatile Found found;

    /**
     * @param contributes whether the values of the processes count
     */
    ContributionInterceptor(boolean contributes) {
        this.contributes = contributes;
    }

    private record Found(ConfigSourceInterceptorContext context, Contributions contributions) {
    }

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        if (name.startsWith(PROCESSES)) {
            return declared(context, name);
        }
        ConfigValue value = context.proceed(name);
        if (!contributes || value != null && value.getConfigSourceOrdinal() > ORDINAL) {
            return value;
        }
        Optional<Contribution> contribution = contributions(context).find(name);
        if (contribution.isEmpty() || isSet(context, name, contribution.get().key())) {
            return value;
        }
        ConfigValue contributed = declared(context, contribution.get().property());
        return contributed == null ? value
                : ofReplicas(context, contributed, contribution.get()).from().withName(name).withProfile(null)
                        .withConfigSourceName(contribution.get().sourceName())
                        .withConfigSourceOrdinal(ORDINAL).build();
    }

    /** A reference of a process with replicas to its own port becomes the ports of all of them. */
    private static ConfigValue ofReplicas(ConfigSourceInterceptorContext context, ConfigValue value,
            Contribution contribution) {
        if (!ReplicaReferences.canBeIn(value.getValue())) {
            return value;
        }
        ConfigView view = ConfigView.of(context);
        return ReplicaReferences.replace(value, contribution.property(), (id, port) -> {
            String setting = port.isEmpty() ? "port" : "ports." + port;
            String declared = setting(view, id, setting).or(() -> setting(view, id, "ports.\"" + port + "\"")).orElse("");
            boolean own = declared.strip().equals("0")
                    || setting(view, id, "port-conflict").filter(text -> text.strip().equalsIgnoreCase("next")).isPresent();
            return own ? ReplicaReferences.number(setting(view, id, "replicas").orElse(null)) : 0;
        });
    }

    private static Optional<String> setting(ConfigView view, String id, String setting) {
        return Optional.ofNullable(view.value(PROCESSES + id + "." + setting))
                .or(() -> Optional.ofNullable(view.value(PROCESSES + "\"" + id + "\"." + setting)));
    }

    /** Whether the user has set a key that a reader asks for in another form. */
    private static boolean isSet(ConfigSourceInterceptorContext context, String name, String key) {
        ConfigValue value = name.equals(key) ? null : context.proceed(key);
        return value != null && value.getConfigSourceOrdinal() > ORDINAL;
    }

    /** The value of a property of a process, also if a source writes its name with other quotes inside. */
    private ConfigValue declared(ConfigSourceInterceptorContext context, String property) {
        ConfigValue value = context.proceed(property);
        Optional<String> written = property.indexOf(ContributedKeys.QUOTE_INSIDE) < 0 ? Optional.empty()
                : contributions(context).written(property);
        ConfigValue other = written.map(context::proceed).orElse(null);
        boolean wins = other != null && (value == null || ConfigValue.CONFIG_SOURCE_COMPARATOR.compare(other, value) > 0);
        return wins ? other.withName(property) : value;
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        Contributions contributions = contributions(context);
        Iterator<String> names = context.iterateNames();
        if (contributions.isEmpty()) {
            return names;
        }
        Iterator<String> contributed = contributes ? contributions.keys().iterator() : Collections.emptyIterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return names.hasNext() || contributed.hasNext();
            }

            @Override
            public String next() {
                return names.hasNext() ? contributions.shown(names.next()) : contributed.next();
            }
        };
    }

    private Contributions contributions(ConfigSourceInterceptorContext context) {
        Found known = found;
        if (known == null || known.context() != context) {
            known = new Found(context, ContributedName.canBeIn(context.iterateNames())
                    ? Contributions.of(ConfigView.of(context), TestLaunch.mode(LaunchMode.current()))
                    : Contributions.NONE);
            found = known;
        }
        return known.contributions();
    }
}
