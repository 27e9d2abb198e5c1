package io.quarkiverse.processmanager.runtime.config.group;

import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithParentName;

/** The terminal of one process. */
@ConfigGroup
public interface TerminalConfig {

    /**
     * Whether the process has a pseudo-terminal instead of pipes, so that it writes colours and progress bars, and reads what you
     * type in the terminal of the Dev UI. Both outputs are one stream then. A terminal needs Linux and the native way of starting
     * processes.
     */
    @WithParentName
    @ConfigDocDefault("false")
    Optional<Boolean> tty();

    /**
     * The width of the terminal in characters. The terminal of the Dev UI changes it while it is open.
     */
    @ConfigDocDefault("120")
    OptionalInt columns();

    /**
     * The height of the terminal in lines. The terminal of the Dev UI changes it while it is open.
     */
    @ConfigDocDefault("30")
    OptionalInt rows();

    static void apply(TerminalConfig config, ProcessDefinitionBuilder builder) {
        config.tty().ifPresent(builder::tty);
        builder.tty(terminal -> {
            config.columns().ifPresent(terminal::columns);
            config.rows().ifPresent(terminal::rows);
        });
    }
}
