package io.quarkiverse.processmanager.runtime.config;

import java.util.Map;

import io.quarkus.runtime.annotations.ConfigDocIgnore;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;

/**
 * The run-time settings at build time. Without this mapping the build would neither find a process that has only run-time
 * settings nor report a configuration error in them.
 */
@ConfigMapping(prefix = "quarkus.processes")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface ProcessesValidationConfig {

    /** The same properties as {@link ProcessesRuntimeConfig#processes()}. */
    @WithParentName
    @WithDefaults
    @ConfigDocMapKey("id")
    @ConfigDocIgnore
    Map<String, ProcessConfig> processes();
}
