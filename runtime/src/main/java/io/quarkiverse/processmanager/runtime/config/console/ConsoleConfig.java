package io.quarkiverse.processmanager.runtime.config.console;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** The settings of the terminal of dev mode. */
@ConfigGroup
public interface ConsoleConfig {

    /**
     * The key that opens the monitor of the processes in the terminal of dev mode: a letter or a digit that Quarkus does not use,
     * or {@code off} for no key.
     */
    @WithDefault("m")
    Optional<String> monitorKey();
}
