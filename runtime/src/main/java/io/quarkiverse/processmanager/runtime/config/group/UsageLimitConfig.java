package io.quarkiverse.processmanager.runtime.config.group;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.UsageLimitBuilder;
import io.quarkiverse.processmanager.UsageLimits.Action;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;

/** How much memory and CPU time one process may use. */
@ConfigGroup
public interface UsageLimitConfig {

    /**
     * The most resident memory that the process tree may use, such as {@code 500M}. Each measurement of the running process is
     * compared with this limit, so the limit needs {@code metrics.enabled}.
     */
    Optional<MemorySize> memory();

    /**
     * The most CPU time that the process tree may use, in percent of one core: {@code 90}, or {@code 250} for two and a half
     * cores. Each measurement of the running process is compared with this limit, so the limit needs {@code metrics.enabled}.
     */
    OptionalDouble cpu();

    /**
     * How many measurements in a row must exceed a limit until the action follows.
     */
    @ConfigDocDefault("3")
    OptionalInt samples();

    /**
     * What happens to a process that exceeds a limit. {@code none} ignores the limits. {@code warn} reports the process in the
     * log, in the status and with an event. {@code restart} also stops the process, and the restart policy decides.
     */
    @ConfigDocDefault("warn")
    Optional<Action> action();

    static void apply(UsageLimitConfig config, UsageLimitBuilder builder) {
        config.memory().map(MemorySize::asLongValue).ifPresent(builder::memory);
        config.cpu().ifPresent(builder::cpu);
        config.samples().ifPresent(builder::samples);
        config.action().ifPresent(builder::action);
    }
}
