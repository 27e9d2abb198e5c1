package io.quarkiverse.processmanager.runtime.config;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.UsageLimits.Action;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;

/** How much one process may use. */
@ConfigGroup
public interface LimitConfig {

    /**
     * The most resident memory that the process and everything that it has started may use, such as {@code 500M}. It is
     * compared with each measurement while the process is running, and needs {@code metrics.enabled}.
     */
    Optional<MemorySize> memory();

    /**
     * The most CPU time that the process and everything that it has started may use, in percent of one core: {@code 90}, or
     * {@code 250} for two and a half cores. It is compared with each measurement while the process is running, and needs
     * {@code metrics.enabled}.
     */
    OptionalDouble cpu();

    /**
     * How many measurements in a row must be over a limit until something happens.
     */
    @ConfigDocDefault("3")
    OptionalInt samples();

    /**
     * What happens to a process that is over a limit: {@code none} ignores its limits; {@code warn} says so in the log, in the
     * status and with an event; {@code restart} stops it besides, and the restart policy decides.
     */
    @ConfigDocDefault("warn")
    Optional<Action> action();
}
