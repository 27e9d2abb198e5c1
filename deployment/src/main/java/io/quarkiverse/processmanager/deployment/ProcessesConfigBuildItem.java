package io.quarkiverse.processmanager.deployment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.quarkiverse.processmanager.runtime.config.ProcessManagerValidationConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesValidationConfig;
import io.quarkus.builder.item.SimpleBuildItem;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * The configuration of all processes during the build, with the processes that other extensions declare. For the build steps of
 * this extension only.
 */
public final class ProcessesConfigBuildItem extends SimpleBuildItem {

    private final ProcessesConfig config;
    private final Set<String> ofExtensions;

    ProcessesConfigBuildItem(ProcessesConfig config, Set<String> ofExtensions) {
        this.config = config;
        this.ofExtensions = Set.copyOf(ofExtensions);
    }

    /** The configuration, from which the definitions are read. */
    public ProcessesConfig config() {
        return config;
    }

    /** The whole configuration of the build, with the settings that other extensions declare. */
    public SmallRyeConfig raw() {
        return config.raw();
    }

    /** The ids of the processes that build items of other extensions declare. */
    Set<String> ofExtensions() {
        return ofExtensions;
    }

    /** The sources of the build and one more, with expressions, profiles and chosen ports as in any configuration. */
    public static ProcessesConfig with(SmallRyeConfig ofBuild, ConfigSource source) {
        List<String> profiles = new ArrayList<>(ofBuild.getProfiles());
        // A configuration lists the profile that wins first, and a builder takes it last.
        Collections.reverse(profiles);
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .forClassLoader(Thread.currentThread().getContextClassLoader())
                .addDefaultInterceptors().addDiscoveredInterceptors().addDiscoveredConverters()
                .addDiscoveredSecretKeysHandlers()
                .withProfiles(profiles).withValidateUnknown(false)
                .withMapping(ProcessesBuildTimeConfig.class).withMapping(ProcessesValidationConfig.class)
                .withMapping(ProcessManagerValidationConfig.class)
                .withSources(source);
        ofBuild.getConfigSources().forEach(builder::withSources);
        SmallRyeConfig with = builder.build();
        return ProcessesConfig.ofBuild(with.getConfigMapping(ProcessesBuildTimeConfig.class),
                with.getConfigMapping(ProcessesValidationConfig.class),
                with.getConfigMapping(ProcessManagerValidationConfig.class), with);
    }
}
