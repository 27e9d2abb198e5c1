package io.quarkiverse.processmanager.runtime.config.contribution;

import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

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

    private transient volatile Found found;

    private record Found(ConfigSourceInterceptorContext context, Contributions contributions) {
    }

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        if (value != null && value.getConfigSourceOrdinal() > ORDINAL) {
            return value;
        }
        Optional<Contribution> contribution = contributions(context).find(name);
        ConfigValue contributed = contribution.map(some -> context.proceed(some.property())).orElse(null);
        return contributed == null ? value
                : contributed.from().withName(name).withProfile(null).withConfigSourceName(contribution.get().sourceName())
                        .withConfigSourceOrdinal(ORDINAL).build();
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        Set<String> keys = contributions(context).keys();
        Iterator<String> names = context.iterateNames();
        if (keys.isEmpty()) {
            return names;
        }
        Iterator<String> contributed = keys.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return names.hasNext() || contributed.hasNext();
            }

            @Override
            public String next() {
                return names.hasNext() ? names.next() : contributed.next();
            }
        };
    }

    private Contributions contributions(ConfigSourceInterceptorContext context) {
        Found known = found;
        if (known == null || known.context() != context) {
            known = new Found(context,
                    Contributions.of(ConfigView.of(context), TestLaunch.mode(LaunchMode.current())));
            found = known;
        }
        return known.contributions();
    }
}
