package io.quarkiverse.processmanager.runtime.config.check;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;

/** The health check of one process. */
@ConfigGroup
public interface HealthConfig {

    /**
     * The kind of the check and its schedule.
     */
    @WithParentName
    CheckConfig check();

    /**
     * Checks the output: the process is healthy from the first line on that contains a match of this regular expression, such as
     * {@code ready to accept connections}. The check ignores colours.
     */
    Optional<String> log();

    /**
     * Waits until the process itself reports that it is ready. With {@code socket} it sends {@code READY=1} as
     * {@code sd_notify} does, to the socket in the variable {@code NOTIFY_SOCKET}. With {@code fd:3} it writes a line to the
     * descriptor 3. Both need Linux and the native way of starting processes.
     */
    @WithName("notify")
    Optional<String> notice();

    /**
     * How long a process with {@code health.notify=socket} may send no {@code WATCHDOG=1} after it is ready. It finds the time in
     * microseconds in the variable {@code WATCHDOG_USEC}, as from systemd. A process that is silent for longer is unhealthy, and is
     * restarted unless {@code health.on-unhealthy} is {@code none}.
     */
    Optional<Duration> watchdog();

    /**
     * How many checks in a row must succeed until the process is healthy.
     */
    @ConfigDocDefault("1")
    OptionalInt successThreshold();

    /**
     * What happens to an unhealthy process. {@code none} only reports it, so that a breakpoint does not kill the process.
     * {@code restart} stops it, and the restart policy decides; that is the default with {@code health.watchdog}. A process with
     * a {@code liveness} check must have {@code none}.
     */
    @ConfigDocDefault("none")
    Optional<OnUnhealthy> onUnhealthy();
}
