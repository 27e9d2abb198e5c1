package io.quarkiverse.processmanager;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkiverse.processmanager.runtime.definition.HealthInference;
import io.quarkiverse.processmanager.runtime.definition.ReportSettings;
import io.quarkiverse.processmanager.runtime.definition.listen.Listening;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;

/**
 * The keys below {@code health}: how the engine checks a process. Set one kind of check: {@link #probe}, {@link #url},
 * {@link #path}, {@link #port}, {@link #command}, {@link #log}, {@link #notify(String)}, {@link #file} or {@link #grpc}; with several kinds, {@link #type} chooses one. A kind of
 * check replaces the check of the pattern.
 */
public final class HealthBuilder {

    private final PatternDefaults defaults;
    private CheckGroup group = ReportSettings.DEFAULT.group();
    private final HealthInference inference = new HealthInference();

    HealthBuilder(PatternDefaults defaults) {
        this.defaults = defaults;
    }

    /** The kind of the check (default: the kind that follows from the other settings). */
    public HealthBuilder type(CheckType type) {
        inference.type = Optional.of(defaults.set("health.type", type));
        return this;
    }

    /** The health group that contains the process (default: {@code READINESS}). */
    public HealthBuilder group(CheckGroup group) {
        this.group = defaults.set("health.group", group);
        return this;
    }

    /**
     * Checks with a probe of your own. Make the class of the probe a record: two definitions with equal probes are the same
     * definition. No property sets this.
     */
    public HealthBuilder probe(Probe probe) {
        replaceKindOfPattern();
        inference.probe = Optional.of(defaults.set("health.probe", probe, "custom"));
        return this;
    }

    /** The delays of a probe of your own until its first success (default: {@code CHEAP}). No property sets this. */
    public HealthBuilder eager(ProbeSchedule.Eager delays) {
        inference.eager = Optional.of(defaults.set("health.eager", delays));
        return this;
    }

    /** Checks with an HTTP request to this URL, or to this path on the port of the process. */
    public HealthBuilder url(String url) {
        replaceKindOfPattern();
        inference.url = Optional.of(defaults.set("health.url", url));
        return this;
    }

    /** Checks with an HTTP request to this path on the port of the process. */
    public HealthBuilder path(String path) {
        replaceKindOfPattern();
        inference.path = Optional.of(defaults.set("health.path", path));
        return this;
    }

    /** The method of the request (default: {@code GET}). */
    public HealthBuilder method(String method) {
        inference.method = defaults.set("health.method", method);
        return this;
    }

    /** Adds a header to the request. */
    public HealthBuilder header(String name, String value) {
        inference.headers.put(name, defaults.set("health.headers." + name, value));
        return this;
    }

    /** The healthy status codes, such as {@code 404} or {@code 200-299} (default: {@code 200-299}). */
    public HealthBuilder expectedStatus(String... codes) {
        inference.expectedStatus = defaults.set("health.expected-status", List.of(codes));
        return this;
    }

    /** Checks with a TCP connection to this port. */
    public HealthBuilder port(int port) {
        replaceKindOfPattern();
        inference.port = OptionalInt.of(defaults.set("health.port", port));
        return this;
    }

    /** The host for a port and for a path (default: the host of the process). The check tries all its addresses. */
    public HealthBuilder host(String host) {
        inference.host = Optional.of(defaults.set("health.host", host));
        return this;
    }

    /** Checks with a run of this command: a program and its arguments, each passed unchanged. */
    public HealthBuilder command(String... words) {
        replaceKindOfPattern();
        inference.command = Optional.of(defaults.set("health.command", List.of(words), String.join(" ", words)));
        return this;
    }

    /** Whether the first word of the command is a script for {@code sh -c} (default: false). */
    public HealthBuilder shell(boolean shell) {
        inference.shell = defaults.set("health.shell", shell);
        return this;
    }

    /** Further arguments of the command, each passed unchanged. */
    public HealthBuilder args(String... args) {
        inference.args = defaults.set("health.args", List.of(args));
        return this;
    }

    /** The healthy exit code of the command (default: 0). */
    public HealthBuilder expectedExitCode(int code) {
        inference.expectedExitCode = defaults.set("health.expected-exit-code", code);
        return this;
    }

    /** Checks the output: the process is healthy from the first line that matches this regular expression. */
    public HealthBuilder log(String regex) {
        replaceKindOfPattern();
        inference.log = Optional.of(defaults.set("health.log", regex));
        return this;
    }

    /**
     * Waits until the process itself reports that it is ready: {@code socket} for {@code READY=1} as {@code sd_notify} sends it, or
     * {@code fd:3} for a line on that descriptor.
     */
    public HealthBuilder notify(String channel) {
        replaceKindOfPattern();
        inference.notice = Optional.of(defaults.set("health.notify", channel));
        return this;
    }

    /**
     * How long a process with {@code notify("socket")} may send no {@code WATCHDOG=1} after it is ready (default: for ever). It finds
     * the time in the variable {@code WATCHDOG_USEC}.
     */
    public HealthBuilder watchdog(Duration silence) {
        inference.watchdog = Optional.of(defaults.set("health.watchdog", silence));
        return this;
    }

    /** Checks for a file that has changed since the start of the process. A relative path starts at the directory of the process. */
    public HealthBuilder file(Path file) {
        replaceKindOfPattern();
        inference.file = Optional.of(defaults.set("health.file", file));
        return this;
    }

    /** Asks the health service of a gRPC server: {@code /service} on the port of the process, or {@code host:port/service}. */
    public HealthBuilder grpc(String target) {
        replaceKindOfPattern();
        inference.grpc = Optional.of(defaults.set("health.grpc", target));
        return this;
    }

    /** The delay before the first check (default: 0 s). */
    public HealthBuilder initialDelay(Duration delay) {
        inference.initialDelay = defaults.set("health.initial-delay", delay);
        return this;
    }

    /** The interval between two checks (default: 10 s), at most 1 s while checks fail. */
    public HealthBuilder interval(Duration interval) {
        inference.interval = defaults.set("health.interval", interval);
        return this;
    }

    /** How long one check may take (default: 5 s). */
    public HealthBuilder timeout(Duration timeout) {
        inference.timeout = defaults.set("health.timeout", timeout);
        return this;
    }

    /**
     * How many checks in a row must fail until the process is unhealthy (default: 3). Failures before the first success do not
     * count.
     */
    public HealthBuilder retries(int retries) {
        inference.retries = defaults.set("health.retries", retries);
        return this;
    }

    /** How many checks in a row must succeed until the process is healthy (default: 1). */
    public HealthBuilder successThreshold(int successes) {
        inference.successThreshold = defaults.set("health.success-threshold", successes);
        return this;
    }

    /** What happens to an unhealthy process (default: {@code NONE}, with a watchdog {@code RESTART}). */
    public HealthBuilder onUnhealthy(ProcessCheck.OnUnhealthy reaction) {
        inference.onUnhealthy = Optional.of(defaults.set("health.on-unhealthy", reaction));
        return this;
    }

    CheckGroup group() {
        return group;
    }

    Optional<ProcessCheck> build(Listening process, BiConsumer<String, String> problems) {
        return inference.check(process, problems);
    }

    private void replaceKindOfPattern() {
        inference.replaceKindsOf(defaults);
    }
}
