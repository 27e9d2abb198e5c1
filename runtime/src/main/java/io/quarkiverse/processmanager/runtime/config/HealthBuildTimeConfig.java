package io.quarkiverse.processmanager.runtime.config;

import java.util.Optional;

import io.quarkiverse.processmanager.CheckGroup;
import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.HealthBuilder;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;

/** What the build must know of the health check of one process. */
@ConfigGroup
public interface HealthBuildTimeConfig {

    /**
     * The kind of the health check. It follows from the one key that is given ({@code health.url}, {@code health.path},
     * {@code health.port}, {@code health.command} or {@code health.log}; otherwise a declared {@code port} is checked with a
     * connection), so set it
     * only to choose among several, or to {@code none} to switch the check off.
     */
    Optional<CheckType> type();

    /**
     * Where the process is reported in the health endpoints of the application.
     */
    @ConfigDocDefault("readiness")
    Optional<CheckGroup> group();

    static void apply(HealthBuildTimeConfig config, HealthBuilder builder) {
        config.type().ifPresent(builder::type);
        config.group().ifPresent(builder::group);
    }
}
