package io.quarkiverse.processmanager.runtime.config;

import io.quarkus.runtime.annotations.ConfigDocIgnore;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** The common settings at build time. This mapping only serves to detect configuration errors. */
@ConfigMapping(prefix = "quarkus.process-manager")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface ProcessManagerValidationConfig {

    /** The same properties as {@link ProcessManagerRuntimeConfig#common()}. */
    @WithParentName
    @ConfigDocIgnore
    CommonConfig common();
}
