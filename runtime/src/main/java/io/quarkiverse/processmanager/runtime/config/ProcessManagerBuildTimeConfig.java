package io.quarkiverse.processmanager.runtime.config;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings of the process manager that the build fixes. */
@ConfigMapping(prefix = "quarkus.process-manager")
@ConfigRoot(phase = ConfigPhase.BUILD_AND_RUN_TIME_FIXED)
public interface ProcessManagerBuildTimeConfig {

    /**
     * Whether the process manager is enabled. With {@code false} no definition is read and no process is started.
     */
    @WithDefault("true")
    boolean enabled();
}
