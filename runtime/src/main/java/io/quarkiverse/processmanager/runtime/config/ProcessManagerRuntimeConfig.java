package io.quarkiverse.processmanager.runtime.config;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** What holds for all processes and may be another at each start of the application. */
@ConfigMapping(prefix = "quarkus.process-manager")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ProcessManagerRuntimeConfig {

    /**
     * Common settings.
     */
    @WithParentName
    CommonConfig common();
}
