package io.quarkiverse.processmanager.runtime.config;

import java.time.Duration;
import java.util.Optional;

import io.quarkiverse.processmanager.StopBuilder;
import io.quarkiverse.processmanager.StopPolicy.Scope;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;

/** How one process is stopped. */
@ConfigGroup
public interface StopConfig {

    /**
     * The stop signal for the process tree: {@code TERM}, {@code INT}, {@code QUIT}, {@code RTMIN+3} and so on, with or without
     * {@code SIG}. Use {@code INT} for PostgreSQL, because PostgreSQL waits for its clients after {@code TERM}.
     */
    @ConfigDocDefault("TERM")
    Optional<String> signal();

    /**
     * The grace period of the process tree. The processes that are alive after this time are killed.
     */
    @ConfigDocDefault("10s")
    Optional<Duration> timeout();

    /**
     * A command that stops the process, such as {@code redis-cli shutdown}. The line is split into words like the
     * {@code command} of the process. The command runs in the working directory, with the environment and as the user of the
     * process. The stop signal follows when the command has ended, and {@code stop.timeout} is the time for both.
     */
    Optional<String> command();

    /**
     * Which processes of the tree receive the stop signal first. {@code root} sends it to the root process alone, and to the
     * rest of the tree when the root has ended or when half of {@code stop.timeout} is over. If the root ignores the signal,
     * all receive it at once (on Linux). {@code tree} always sends it to all at once.
     */
    @ConfigDocDefault("root")
    Optional<Scope> scope();

    /**
     * Whether {@code stop.command} is a script for {@code sh -c}.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> shell();

    static void apply(StopConfig config, StopBuilder builder, Problems problems) {
        config.signal().ifPresent(builder::signal);
        config.timeout().ifPresent(builder::timeout);
        config.scope().ifPresent(builder::scope);
        config.shell().ifPresent(builder::shell);
        config.command().map(line -> problems.words("stop.command", line, config.shell().orElse(false)))
                .ifPresent(builder::command);
    }
}
