package io.quarkiverse.processmanager.deployment;

import java.util.Set;

import io.quarkiverse.processmanager.runtime.config.ProcessesConfig;
import io.quarkus.builder.item.SimpleBuildItem;
import io.smallrye.config.SmallRyeConfig;

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
}
