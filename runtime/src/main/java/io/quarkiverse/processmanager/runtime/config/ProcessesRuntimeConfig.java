package io.quarkiverse.processmanager.runtime.config;

import java.util.Map;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** The settings of all processes that can change with each start of the application. */
@ConfigMapping(prefix = "quarkus.processes")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ProcessesRuntimeConfig {

    /**
     * The processes of the application. The id is a lower-case letter, followed by lower-case letters, digits and dashes.
     */
    @WithParentName
    @ConfigDocMapKey("id")
    Map<String, ProcessConfig> processes();
}
