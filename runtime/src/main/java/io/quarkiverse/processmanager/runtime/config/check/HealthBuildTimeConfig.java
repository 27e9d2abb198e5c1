package io.quarkiverse.processmanager.runtime.config.check;

import java.util.Optional;

import io.quarkiverse.processmanager.CheckGroup;
import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.HealthBuilder;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;

/** The settings of the health check of one process that the build fixes. */
@ConfigGroup
public interface HealthBuildTimeConfig {

    /**
     * The kind of the health check. It follows from the key that is set: {@code health.url}, {@code health.path},
     * {@code health.port}, {@code health.command}, {@code health.log}, {@code health.notify}, {@code health.file} or
     * {@code health.grpc}. Without such a key a declared {@code port} is checked
     * with a connection. Set the kind to choose among several keys, or to {@code none} to switch the check off.
     */
    Optional<CheckType> type();

    /**
     * The health endpoint of the application that reports the process; {@code none} reports it nowhere.
     */
    @ConfigDocDefault("readiness")
    Optional<CheckGroup> group();

    static void apply(HealthBuildTimeConfig config, HealthBuilder builder) {
        config.type().ifPresent(builder::type);
        config.group().ifPresent(builder::group);
    }
}
