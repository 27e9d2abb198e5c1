package io.quarkiverse.processmanager.runtime.config;

import java.util.Map;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;

/** What the build makes something of: the graph of the processes, and the health checks of the application. */
@ConfigMapping(prefix = "quarkus.processes")
@ConfigRoot(phase = ConfigPhase.BUILD_AND_RUN_TIME_FIXED)
public interface ProcessesBuildTimeConfig {

    /**
     * The processes that the application needs beside it. The id is a lower-case letter, followed by lower-case letters, digits
     * and dashes.
     */
    @WithParentName
    @WithDefaults
    @ConfigDocMapKey("id")
    Map<String, ProcessBuildTimeConfig> processes();
}
