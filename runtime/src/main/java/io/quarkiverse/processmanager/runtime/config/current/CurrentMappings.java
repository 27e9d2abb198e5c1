package io.quarkiverse.processmanager.runtime.config.current;

import java.util.HashSet;
import java.util.Set;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.SecretKeys;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * The mappings of the extension with the values that the configuration of a running application has now. A configuration creates
 * its mappings once, before the application starts; some values, such as the port of its HTTP server, become known later.
 */
public final class CurrentMappings {

    private static final String ROOT = "quarkus.process";

    private CurrentMappings() {
    }

    /** A configuration of these mappings only, with the present values of the running configuration. */
    public static SmallRyeConfig of(SmallRyeConfig running, Class<?>... mappings) {
        SmallRyeConfigBuilder builder = builder(running);
        for (Class<?> mapping : mappings) {
            builder.withMapping(mapping);
        }
        return builder.build();
    }

    /** A configuration of one mapping at several prefixes. It looks up each setting, and needs no name of a property. */
    public static SmallRyeConfig of(SmallRyeConfig running, Class<?> mapping, Set<String> prefixes) {
        SmallRyeConfigBuilder builder = builder(running);
        for (String prefix : prefixes) {
            builder.withMapping(mapping, prefix);
        }
        return builder.build();
    }

    private static SmallRyeConfigBuilder builder(SmallRyeConfig running) {
        return new SmallRyeConfigBuilder().forClassLoader(Thread.currentThread().getContextClassLoader())
                .addDiscoveredConverters().withSources(new Values(running)).withValidateUnknown(false);
    }

    /** The values of the running configuration. Expressions are expanded, and profiles are applied. */
    private record Values(SmallRyeConfig running) implements ConfigSource {

        @Override
        public Set<String> getPropertyNames() {
            Set<String> names = new HashSet<>();
            for (String name : running.getPropertyNames()) {
                if (name.startsWith(ROOT)) {
                    names.add(name);
                }
            }
            return names;
        }

        @Override
        public String getValue(String name) {
            return name.startsWith(ROOT) ? SecretKeys.doUnlocked(() -> running.getConfigValue(name).getValue()) : null;
        }

        @Override
        public String getName() {
            return "the configuration of the running application";
        }
    }
}
