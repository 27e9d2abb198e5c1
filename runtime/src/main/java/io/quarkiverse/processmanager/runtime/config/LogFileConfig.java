package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;

/** The file that the output of one process is written to. */
@ConfigGroup
public interface LogFileConfig {

    /**
     * The file that the output is written to, for its owner only. A relative one starts where a relative {@code cwd} does.
     * Without it there is no file, unless {@code log.mode=direct} needs one: that is then in a private directory, and goes with
     * the process.
     */
    Optional<Path> path();

    /**
     * Rotation.
     */
    LogRotationConfig rotation();
}
