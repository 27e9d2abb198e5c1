package io.quarkiverse.processmanager.runtime.config.control;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;

/** The settings of the control socket. */
@ConfigGroup
public interface ControlConfig {

    /**
     * Whether the command line {@code quarkus-process-manager-cli} can show and control the processes from another terminal, over
     * a Unix domain socket that only the user of the application can open. An application without declared processes opens no
     * socket.
     */
    @ConfigDocDefault("true in dev mode and in tests, false in production")
    Optional<Boolean> enabled();
}
