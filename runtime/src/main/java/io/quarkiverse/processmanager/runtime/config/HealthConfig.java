package io.quarkiverse.processmanager.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.HealthCheck.OnUnhealthy;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithConverter;

/** How one process is checked. */
@ConfigGroup
public interface HealthConfig {

    /**
     * Checks with a request to this URL. A path such as {@code /health} means the {@code port} of the process. Redirects are
     * not
     * followed. A certificate is not verified on an address of this machine, and is everywhere else.
     */
    Optional<String> url();

    /**
     * Checks with a request to this path, such as {@code /health}, on the {@code port} of the process.
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
     * The status codes that mean well, separated by commas: codes and ranges such as {@code 200-299,404}.
     */
    @ConfigDocDefault("200-299")
    Optional<List<String>> expectedStatus();

    /**
     * Checks with a connection to this port. A connection that the other side closes at once is a failure.
     */
    OptionalInt port();

    /**
     * The host for {@code health.port}, for {@code health.path} and for a {@code health.url} that is a path. All addresses of
     * it are tried.
     */
    @ConfigDocDefault("localhost")
    Optional<String> host();

    /**
     * Checks by running this command, in the working directory, with the environment and as the user of the process.
     * It is split into words as the {@code command} of the process is.
     */
    Optional<String> command();

    /**
     * Further arguments of {@code health.command}, each as it is.
     */
    Optional<List<@WithConverter(Verbatim.class) String>> args();

    /**
     * The exit code of {@code health.command} that means well.
     */
    @ConfigDocDefault("0")
    OptionalInt expectedExitCode();

    /**
     * Checks the output: the process is well from the first line on in which this regular expression is found.
     */
    Optional<String> log();

    /**
     * The pause before the first check.
     */
    @ConfigDocDefault("0s")
    Optional<Duration> initialDelay();

    /**
     * The pause between two checks. It is shorter until the first success and, at most one second, while checks fail.
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
     * What happens to an unhealthy process: {@code none} only reports it, so that a breakpoint does not kill it;
     * {@code restart} stops it, and the restart policy decides.
     */
    @ConfigDocDefault("none")
    Optional<OnUnhealthy> onUnhealthy();
}
