package io.quarkiverse.processmanager.runtime.config.export;

import java.nio.file.Path;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** The settings for the files that a build writes for another engine. */
@ConfigGroup
public interface ExportConfig {

    /**
     * Whether the build of a package writes a {@code compose.yaml} with the application and its processes, for Docker Compose and
     * Podman Compose.
     */
    @WithDefault("false")
    boolean compose();

    /**
     * Whether the build of a package writes systemd units for the application and its processes, for a server without containers.
     */
    @WithDefault("false")
    boolean systemd();

    /**
     * The directory of the written files. A relative path starts at the output directory of the build, which is {@code target}
     * with Maven and {@code build} with Gradle.
     */
    @WithDefault("processes")
    Path directory();
}
