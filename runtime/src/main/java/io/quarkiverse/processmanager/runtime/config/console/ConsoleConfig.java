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

    /**
     * Whether the terminal of dev mode shows all processes in a line at its bottom, and the progress of a start and of the end
     * above its prompt. With {@code false}, and where the output is no terminal, the log has lines about the progress instead.
     */
    @WithDefault("true")
    boolean statusLine();
}
