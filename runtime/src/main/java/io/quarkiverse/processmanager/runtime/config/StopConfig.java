package io.quarkiverse.processmanager.runtime.config;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;

/** How one process is asked to end. */
@ConfigGroup
public interface StopConfig {

    /**
     * The signal that asks the process, and everything that it started, to end: {@code TERM}, {@code INT}, {@code QUIT},
     * {@code RTMIN+3} and so on, with or without {@code SIG}. PostgreSQL wants {@code INT}, because it waits for its clients on
     * {@code TERM}.
     */
    @ConfigDocDefault("TERM")
    Optional<String> signal();

    /**
     * How long the process and everything that it started may take to end; what is alive after it is killed.
     */
    @ConfigDocDefault("10s")
    Optional<Duration> timeout();

    /**
     * A command that asks the process to end, such as {@code redis-cli shutdown}. It is split into words as the {@code command}
     * of the process is, and runs in its working directory, with its environment and as its user. The signal follows when
     * it has ended.
     */
    Optional<String> command();
}
