package io.quarkiverse.processmanager;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.runtime.definition.check.CheckInputs;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;

/**
 * The keys that the groups {@code health} and {@code liveness} have in common: the kind of a check and its schedule. A kind of
 * check replaces the check of the pattern. With several kinds, {@link #type} chooses one.
 *
 * @param <B> the builder that each setter returns
 */
public abstract sealed class CheckBuilder<B extends CheckBuilder<B>> permits HealthBuilder, LivenessBuilder {

    final CheckInputs inputs;

    CheckBuilder(String group, PatternDefaults defaults) {
        this.inputs = new CheckInputs(group, defaults);
    }

    abstract B self();

    /** The kind of the check (default: the kind that follows from the other settings). */
    public B type(CheckType type) {
        inputs.type = Optional.of(inputs.set("type", type));
        return self();
    }

    /** Checks with an HTTP request to this URL, or to this path on the port of the process. */
    public B url(String url) {
        inputs.replaceKindsOfPattern();
        inputs.url = Optional.of(inputs.set("url", url));
        return self();
    }

    /** Checks with an HTTP request to this path on the port of the process. */
    public B path(String path) {
        inputs.replaceKindsOfPattern();
        inputs.path = Optional.of(inputs.set("path", path));
        return self();
    }

    /** The method of the request (default: {@code GET}). */
    public B method(String method) {
        inputs.method = inputs.set("method", method);
        return self();
    }

    /** Adds a header to the request. */
    public B header(String name, String value) {
        inputs.headers.put(name, inputs.set("headers." + name, value));
        return self();
    }

    /** The healthy status codes, such as {@code 404} or {@code 200-299} (default: {@code 200-299}). */
    public B expectedStatus(String... codes) {
        inputs.expectedStatus = inputs.set("expected-status", List.of(codes));
        return self();
    }

    /** Checks with a TCP connection to this port. */
    public B port(int port) {
        inputs.replaceKindsOfPattern();
        inputs.port = OptionalInt.of(inputs.set("port", port));
        return self();
    }

    /** The host for a port and for a path (default: the host of the process). The check tries all its addresses. */
    public B host(String host) {
        inputs.host = Optional.of(inputs.set("host", host));
        return self();
    }

    /** Checks with a run of this command: a program and its arguments, each passed unchanged. */
    public B command(String... words) {
        inputs.replaceKindsOfPattern();
        inputs.command = Optional.of(inputs.set("command", List.of(words), String.join(" ", words)));
        return self();
    }

    /** Whether the first word of the command is a script for {@code sh -c} (default: false). */
    public B shell(boolean shell) {
        inputs.shell = inputs.set("shell", shell);
        return self();
    }

    /** Further arguments of the command, each passed unchanged. */
    public B args(String... args) {
        inputs.args = inputs.set("args", List.of(args));
        return self();
    }

    /** The healthy exit code of the command (default: 0). */
    public B expectedExitCode(int code) {
        inputs.expectedExitCode = inputs.set("expected-exit-code", code);
        return self();
    }

    /** Checks for a file that has changed since the start of the process. A relative path starts at the directory of the process. */
    public B file(Path file) {
        inputs.replaceKindsOfPattern();
        inputs.file = Optional.of(inputs.set("file", file));
        return self();
    }

    /** Asks the health service of a gRPC server: {@code /service} on the port of the process, or {@code host:port/service}. */
    public B grpc(String target) {
        inputs.replaceKindsOfPattern();
        inputs.grpc = Optional.of(inputs.set("grpc", target));
        return self();
    }

    /**
     * The delay before the first check (default: 0 s): of a health check after the start, of a liveness check
     * after the process is ready.
     */
    public B initialDelay(Duration delay) {
        inputs.initialDelay = inputs.set("initial-delay", delay);
        return self();
    }

    /** The interval between two checks (default: 10 s). A health check that fails runs again after 1 s at most. */
    public B interval(Duration interval) {
        inputs.interval = inputs.set("interval", interval);
        return self();
    }

    /** How long one check may take (default: 5 s). */
    public B timeout(Duration timeout) {
        inputs.timeout = inputs.set("timeout", timeout);
        return self();
    }

    /**
     * How many checks in a row must fail until the process is unhealthy (default: 3). Failures of a health check before its first
     * success do not count.
     */
    public B retries(int retries) {
        inputs.retries = inputs.set("retries", retries);
        return self();
    }

    /**
     * Checks with a probe of your own. Make the class of the probe a record: two definitions with equal probes are the same
     * definition. No property sets this.
     */
    public B probe(Probe probe) {
        inputs.replaceKindsOfPattern();
        inputs.probe = Optional.of(inputs.set("probe", probe, "custom"));
        return self();
    }
}
