package io.quarkiverse.processmanager.runtime.config;

import java.util.Optional;

import io.quarkiverse.processmanager.PreStartBuilder;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;

/** The command that runs before each start of one process. */
@ConfigGroup
public interface PreStartConfig {

    /**
     * A command that runs before each start of the process, also before each restart, such as {@code rm -f tmp/server.pid}. The
     * line is split into words like the {@code command} of the process. The command runs in the working directory, with the
     * environment and as the user of the process, and its output is part of the output of the process. If the command fails,
     * the start has failed, and the restart policy decides. The command may take as long as {@code startup-timeout}; a stop of
     * the process ends it. A change of this property takes effect at the next start.
     */
    Optional<String> command();

    /**
     * Whether {@code pre-start.command} is a script for {@code sh -c}.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> shell();

    static void apply(PreStartConfig config, PreStartBuilder builder, Problems problems) {
        config.shell().ifPresent(builder::shell);
        config.command().map(line -> problems.words("pre-start.command", line, config.shell().orElse(false)))
                .ifPresent(builder::command);
    }
}
