package io.quarkiverse.processmanager.runtime.config;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** The settings of all processes, which can change with each start of the application. */
@ConfigMapping(prefix = "quarkus.process-manager")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ProcessManagerRuntimeConfig {

    /**
     * The settings of all processes.
     */
    @WithParentName
    CommonConfig common();
}
