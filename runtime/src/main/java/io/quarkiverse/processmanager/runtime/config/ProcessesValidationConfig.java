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
 * The run-time settings as they are at build time. Without this mirror the build would not see a process that has nothing but
 * a command, and could refuse nothing of what is wrong with one.
 */
@ConfigMapping(prefix = "quarkus.processes")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface ProcessesValidationConfig {

    /** The same properties as {@link ProcessesRuntimeConfig#processes()}; only here to detect configuration errors. */
    @WithParentName
    @WithDefaults
    @ConfigDocMapKey("id")
    @ConfigDocIgnore
    Map<String, ProcessConfig> processes();
}
