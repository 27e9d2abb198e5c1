package io.quarkiverse.processmanager.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.HealthBuilder;
import io.quarkiverse.processmanager.ProcessCheck.OnUnhealthy;
import io.quarkiverse.processmanager.runtime.config.group.VerbatimConverter;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithName;

/** The health check of one process. */
@ConfigGroup
public interface HealthConfig {

    /**
     * Checks the process with a request to this URL. A path such as {@code /health} means the {@code port} of the process.
     * Redirects are not followed. A certificate is verified unless the address belongs to this machine.
     */
    Optional<String> url();

    /**
     * Checks the process with a request to this path, such as {@code /health}, on the {@code port} of the process.
     */
    Optional<String> path();

    /**
     * The method of the request.
     */
    @ConfigDocDefault("GET")
    Optional<String> method();

    /**
     * Headers of the request.
     */
    @ConfigDocMapKey("header")
    Map<String, Optional<String>> headers();

    /**
     * The healthy status codes: codes and ranges, separated by commas, such as {@code 200-299,404}.
     */
    @ConfigDocDefault("200-299")
    Optional<List<String>> expectedStatus();

    /**
     * Checks the process with a connection to this port. A connection that the other side closes at once is a failure.
     */
    OptionalInt port();

    /**
     * The host for {@code health.port}, for {@code health.path} and for a {@code health.url} that is a path. All addresses of
     * the host are tried (default: the {@code host} of the process).
     */
    Optional<String> host();

    /**
     * Checks the process by running this command, in the working directory, with the environment and as the user of the
     * process. The line is split into words like the {@code command} of the process.
     */
    Optional<String> command();

    /**
     * Whether {@code health.command} is a script for {@code sh -c}. The {@code health.args} are then {@code $1}, {@code $2} and
     * so on.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> shell();

    /**
     * Further arguments of {@code health.command}, each passed unchanged.
     */
    Optional<List<@WithConverter(VerbatimConverter.class) String>> args();

    /**
     * The healthy exit code of {@code health.command}.
     */
    @ConfigDocDefault("0")
    OptionalInt expectedExitCode();

    /**
     * Checks the output: the process is healthy from the first line on that matches this regular expression.
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
     * Checks for this file or directory: the process is healthy while it exists and has changed since the start of the process. A
     * file of an earlier run does not count, and is not deleted. A relative path starts at the directory of the process.
     */
    Optional<Path> file();

    /**
     * Asks the health service of a gRPC server without TLS: {@code /} or {@code /my.Service} on the {@code port} of the process,
     * or {@code host:port/my.Service}. Only the answer {@code SERVING} is healthy.
     */
    Optional<String> grpc();

    /**
     * The delay before the first check.
     */
    @ConfigDocDefault("0s")
    Optional<Duration> initialDelay();

    /**
     * The interval between two checks. The interval is shorter until the first success, and at most 1 s while checks fail.
     */
    @ConfigDocDefault("10s")
    Optional<Duration> interval();

    /**
     * How long one check may take.
     */
    @ConfigDocDefault("5s")
    Optional<Duration> timeout();

    /**
     * How many checks in a row must fail until the process is unhealthy. Failures before the first success do not count.
     */
    @ConfigDocDefault("3")
    OptionalInt retries();

    /**
     * How many checks in a row must succeed until the process is healthy.
     */
    @ConfigDocDefault("1")
    OptionalInt successThreshold();

    /**
     * What happens to an unhealthy process. {@code none} only reports it, so that a breakpoint does not kill the process.
     * {@code restart} stops it, and the restart policy decides; that is the default with {@code health.watchdog}.
     */
    @ConfigDocDefault("none")
    Optional<OnUnhealthy> onUnhealthy();

    static void apply(HealthConfig config, HealthBuilder builder, Problems problems) {
        config.url().ifPresent(builder::url);
        config.path().ifPresent(builder::path);
        config.method().ifPresent(builder::method);
        config.headers().forEach((name, value) -> builder.header(name, value.orElse("")));
        config.expectedStatus().ifPresent(codes -> builder.expectedStatus(codes.toArray(String[]::new)));
        config.port().ifPresent(builder::port);
        config.host().ifPresent(builder::host);
        config.shell().ifPresent(builder::shell);
        config.command().map(line -> problems.words("health.command", line, config.shell().orElse(false)))
                .ifPresent(builder::command);
        config.args().ifPresent(args -> builder.args(args.toArray(String[]::new)));
        config.expectedExitCode().ifPresent(builder::expectedExitCode);
        config.log().ifPresent(builder::log);
        config.notice().ifPresent(builder::notify);
        config.watchdog().ifPresent(builder::watchdog);
        config.file().ifPresent(builder::file);
        config.grpc().ifPresent(builder::grpc);
        config.initialDelay().ifPresent(builder::initialDelay);
        config.interval().ifPresent(builder::interval);
        config.timeout().ifPresent(builder::timeout);
        config.retries().ifPresent(builder::retries);
        config.successThreshold().ifPresent(builder::successThreshold);
        config.onUnhealthy().ifPresent(builder::onUnhealthy);
    }
}
