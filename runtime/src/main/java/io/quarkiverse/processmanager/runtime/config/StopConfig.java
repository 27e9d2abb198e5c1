package io.quarkiverse.processmanager.runtime.config;

import java.time.Duration;
import java.util.Optional;

import io.quarkiverse.processmanager.StopBuilder;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;

/** How one process is stopped. */
@ConfigGroup
public interface StopConfig {

    /**
     * The stop signal for the process and everything that it has started: {@code TERM}, {@code INT}, {@code QUIT},
     * {@code RTMIN+3} and so on, with or without {@code SIG}. PostgreSQL wants {@code INT}, because it waits for its clients on
     * {@code TERM}.
     */
    @ConfigDocDefault("TERM")
    Optional<String> signal();

    /**
     * The grace period of the process and everything that it has started. The processes that are alive after it are killed.
     */
    @ConfigDocDefault("10s")
    Optional<Duration> timeout();

    /**
     * A command that stops the process, such as {@code redis-cli shutdown}. The line is split into words as the {@code
     * command} of the process. The command runs in the working directory, with the environment and as the user of the
     * process. The signal follows when the command has ended.
     */
    Optional<String> command();

    static void apply(StopConfig config, StopBuilder builder, Problems problems) {
        config.signal().ifPresent(builder::signal);
        config.timeout().ifPresent(builder::timeout);
        config.command().map(line -> problems.words("stop.command", line)).ifPresent(builder::command);
    }
}
