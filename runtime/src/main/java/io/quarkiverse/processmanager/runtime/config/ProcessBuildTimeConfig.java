package io.quarkiverse.processmanager.runtime.config;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;

/** The settings of one process that the build fixes. */
@ConfigGroup
public interface ProcessBuildTimeConfig {

    /**
     * The pattern of the process, such as {@code web-server}, or a pattern of the application. A pattern changes the defaults
     * of other settings; a setting of the process overrides it. The guide on patterns lists all patterns.
     */
    Optional<String> pattern();

    /**
     * The processes that must be up before this process starts, separated by commas. Each can have a condition after a
     * colon: {@code db,cache:started,migrate:completed}. The conditions are {@code started} (the operating system has started
     * the dependency), {@code running} (the dependency has survived its {@code startup-window}, or its health check has
     * succeeded), {@code healthy} (its health check succeeds) and {@code completed} (the dependency has exited with success).
     */
    Optional<List<String>> dependsOn();

    /**
     * The condition of the entries of {@code depends-on} without a condition (default: {@code healthy} for a dependency with a
     * health check, otherwise {@code running}).
     */
    Optional<Condition> waitFor();

    /**
     * Whether the health of the application is down while this process is not up or not healthy. With {@code false} the health
     * of the process is reported and does not change that of the application.
     */
    @ConfigDocDefault("true")
    Optional<Boolean> required();

    /**
     * The kind of the health check and the health endpoint that reports it.
     */
    HealthBuildTimeConfig health();

    static void apply(ProcessBuildTimeConfig config, ProcessDefinitionBuilder builder, Problems problems) {
        config.dependsOn().orElse(List.of()).forEach(entry -> builder.dependsOn(problems.dependency(entry)));
        config.waitFor().ifPresent(builder::waitFor);
        config.required().ifPresent(builder::required);
        builder.health(health -> HealthBuildTimeConfig.apply(config.health(), health));
    }
}
