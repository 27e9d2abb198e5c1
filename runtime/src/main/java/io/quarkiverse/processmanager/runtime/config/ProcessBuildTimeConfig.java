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
     * The kind of the process, such as {@code web-server}, or a pattern of the application. A pattern gives other settings
     * other defaults; a setting of the process wins. The guide on patterns lists all patterns.
     */
    Optional<String> pattern();

    /**
     * The processes that must be up before this process starts, separated by commas. Each can have a condition after a
     * colon: {@code db,cache:started,migrate:completed}. The conditions are {@code started} (the operating system has started
     * it), {@code running} (it has survived its {@code startup-window}, or its health check has succeeded), {@code healthy}
     * (its health check succeeds) and {@code completed} (it has exited with success).
     */
    Optional<List<String>> dependsOn();

    /**
     * The condition of the entries of {@code depends-on} that have none. Without it a dependency with a health check must be
     * {@code healthy}, and any other dependency {@code running}.
     */
    Optional<Condition> waitFor();

    /**
     * Whether the application is down while this process is not up or not healthy. With {@code false} the health of the
     * process is shown and changes nothing.
     */
    @ConfigDocDefault("true")
    Optional<Boolean> required();

    /**
     * The kind of the health check and the place where it is reported.
     */
    HealthBuildTimeConfig health();

    static void apply(ProcessBuildTimeConfig config, ProcessDefinitionBuilder builder, Problems problems) {
        config.dependsOn().orElse(List.of()).forEach(entry -> builder.dependsOn(problems.dependency(entry)));
        config.waitFor().ifPresent(builder::waitFor);
        config.required().ifPresent(builder::required);
        builder.health(health -> HealthBuildTimeConfig.apply(config.health(), health));
    }
}
