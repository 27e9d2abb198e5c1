package io.quarkiverse.processmanager.runtime.config;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the build must know of the process manager as a whole. */
@ConfigMapping(prefix = "quarkus.process-manager")
@ConfigRoot(phase = ConfigPhase.BUILD_AND_RUN_TIME_FIXED)
public interface ProcessManagerBuildTimeConfig {

    /**
     * Whether there is a process manager at all. With {@code false} no definition is looked at and no process is started.
     */
    @WithDefault("true")
    boolean enabled();
}
