package io.quarkiverse.processmanager.runtime.config;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.Dependency.Condition;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;

/** What the build must know of one process. */
@ConfigGroup
public interface ProcessStructureConfig {

    /**
     * The kind of process that this is, such as {@code web-server}, or a pattern of the application. It gives other settings
     * other defaults; what is set wins. The guide on patterns lists all.
     */
    Optional<String> pattern();

    /**
     * The processes that must be there before this one is started, separated by commas. Each can have a condition after a
     * colon: {@code db,cache:started,migrate:completed}. The conditions are {@code started} (the operating system has started
     * it), {@code running} (it has survived its {@code startup-window}, or its health check has succeeded), {@code healthy}
     * (its health check succeeds) and {@code completed} (it has ended by itself, with success).
     */
    Optional<List<String>> dependsOn();

    /**
     * The condition for those in {@code depends-on} that name none. Without it a dependency with a health check must be
     * {@code healthy}, another one {@code running}.
     */
    Optional<Condition> waitFor();

    /**
     * Whether the application counts as not ready while this process is not up or not healthy. Set it to {@code false} for a
     * process that the application can do without: its health is then shown and changes nothing.
     */
    @ConfigDocDefault("true")
    Optional<Boolean> required();

    /**
     * Health.
     */
    HealthStructureConfig health();
}
