package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;
import java.util.Optional;

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

    /**
     * A {@code Procfile} whose processes are added. Each line is a process; a property of {@code application.properties} or of a
     * source above it replaces a setting of the file. A relative path starts at the directory of the module. The build reads the
     * file, and warns about each line that is no process. In dev mode a change of the file reloads the application.
     */
    Optional<Path> procfile();

    /**
     * A file of process-compose, such as {@code process-compose.yaml}, whose processes are added. A property of
     * {@code application.properties} or of a source above it replaces a setting of the file. A relative path starts at the
     * directory of the module. The build reads the file, and warns about each setting without a counterpart. In dev mode a change
     * of the file reloads the application.
     */
    Optional<Path> compose();
}
