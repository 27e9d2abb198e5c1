package io.quarkiverse.processmanager.runtime.config.export;

import io.quarkus.runtime.annotations.ConfigDocSection;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;

/** The settings that only a build reads, so that no start of an application loads them. */
@ConfigMapping(prefix = "quarkus.process-manager")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface ProcessManagerExportConfig {

    /**
     * Files for other engines: the same processes with Docker Compose or systemd.
     */
    @ConfigDocSection
    ExportConfig export();
}
