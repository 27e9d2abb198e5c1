package io.quarkiverse.processmanager.runtime.config;

import java.util.Map;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;

/** The settings of all processes that the build fixes: their dependencies, and the health checks of the application. */
@ConfigMapping(prefix = "quarkus.processes")
@ConfigRoot(phase = ConfigPhase.BUILD_AND_RUN_TIME_FIXED)
public interface ProcessesBuildTimeConfig {

    /**
     * The processes of the application. The id is a lower-case letter, followed by lower-case letters, digits and dashes.
     */
    @WithParentName
    @WithDefaults
    @ConfigDocMapKey("id")
    Map<String, ProcessBuildTimeConfig> processes();
}
