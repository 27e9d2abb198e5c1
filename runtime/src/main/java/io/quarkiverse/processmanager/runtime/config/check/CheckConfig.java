package io.quarkiverse.processmanager.runtime.config.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.runtime.config.group.VerbatimConverter;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithConverter;

/** The settings that the groups {@code health} and {@code liveness} have in common. */
@ConfigGroup
public interface CheckConfig {

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
     * Headers of the request, such as {@code headers."Authorization"=Bearer local}.
     */
    @ConfigDocMapKey("header")
    Map<String, Optional<String>> headers();

    /**
     * The status codes that mean success: codes and ranges, separated by commas, such as {@code 200-299,404}.
     */
    @ConfigDocDefault("200-299")
    Optional<List<String>> expectedStatus();

    /**
     * Checks the process with a connection to this port. A connection that the other side closes at once is a failure.
     */
    OptionalInt port();

    /**
     * The host for the {@code port}, for the {@code path} and for a {@code url} that is a path. All addresses of the host are
     * tried (default: the {@code host} of the process).
     */
    Optional<String> host();

    /**
     * Checks the process by running this command, in the working directory, with the environment and as the user of the
     * process. The line is split into words like the {@code command} of the process.
     */
    Optional<String> command();

    /**
     * Whether the {@code command} of the check is a script for {@code sh -c}. Its {@code args} are then {@code $1}, {@code $2} and
     * so on.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> shell();

    /**
     * Further arguments of the {@code command} of the check, each passed unchanged.
     */
    Optional<List<@WithConverter(VerbatimConverter.class) String>> args();

    /**
     * The exit code of the {@code command} of the check that means success.
     */
    @ConfigDocDefault("0")
    OptionalInt expectedExitCode();

    /**
     * Checks for this file or directory: the check succeeds while it exists and has changed since the start of the process. A
     * file of an earlier run does not count, and is not deleted. A relative path starts at the directory of the process.
     */
    Optional<Path> file();

    /**
     * Asks the health service of a gRPC server without TLS: {@code /} or {@code /my.Service} on the {@code port} of the process,
     * or {@code host:port/my.Service}. Only the answer {@code SERVING} is a success.
     */
    Optional<String> grpc();

    /**
     * The delay before the first check. It begins with the start of the process, for {@code liveness} when the process is ready.
     */
    @ConfigDocDefault("0s")
    Optional<Duration> initialDelay();

    /**
     * The interval between two checks. The interval of {@code health} is shorter until the first success, and at most 1 s while
     * checks fail.
     */
    @ConfigDocDefault("10s")
    Optional<Duration> interval();

    /**
     * How long one check may take. After this time the check has failed.
     */
    @ConfigDocDefault("5s")
    Optional<Duration> timeout();

    /**
     * How many checks in a row must fail until the process is unhealthy, or until a failed {@code liveness} check restarts it.
     * Failures of {@code health} before its first success do not count.
     */
    @ConfigDocDefault("3")
    OptionalInt retries();
}
