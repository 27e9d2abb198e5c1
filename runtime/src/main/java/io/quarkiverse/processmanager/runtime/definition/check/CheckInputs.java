package io.quarkiverse.processmanager.runtime.definition.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkiverse.processmanager.probe.ProbeSchedule.Eager;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;

/**
 * The settings of one check as they are given, in the configuration or in code. A field starts with its default, and
 * {@link io.quarkiverse.processmanager.CheckBuilder} has a setter for each field. The groups {@code health} and
 * {@code liveness} have an object each. {@link CheckInference} makes the check.
 */
public final class CheckInputs {

    private static final List<String> KIND_KEYS = List.of("probe", "url", "path", "port", "command", "log", "notify", "file",
            "grpc");

    final String group;
    private final PatternDefaults defaults;
    private boolean given;
    public Optional<CheckType> type = Optional.empty();
    public Optional<Probe> probe = Optional.empty();
    public Optional<String> url = Optional.empty();
    public Optional<String> path = Optional.empty();
    public OptionalInt port = OptionalInt.empty();
    public Optional<List<String>> command = Optional.empty();
    public Optional<String> log = Optional.empty();
    public Optional<String> notice = Optional.empty();
    public Optional<Duration> watchdog = Optional.empty();
    public Optional<Path> file = Optional.empty();
    public Optional<String> grpc = Optional.empty();
    public boolean shell;
    public List<String> args = List.of();
    public int expectedExitCode;
    public String method = "GET";
    public final Map<String, String> headers = new TreeMap<>();
    public List<String> expectedStatus = List.of("200-299");
    public Optional<String> host = Optional.empty();
    public Duration initialDelay = ProbeSchedule.DEFAULT.initialDelay();
    public Duration interval = ProbeSchedule.DEFAULT.interval();
    public Duration timeout = ProbeSchedule.DEFAULT.timeout();
    public int retries = ProbeSchedule.DEFAULT.retries();
    public int successThreshold = ProbeSchedule.DEFAULT.successThreshold();
    public Optional<Eager> eager = Optional.empty();
    public Optional<ProcessCheck.OnUnhealthy> onUnhealthy = Optional.empty();

    /** @param group the name of the group of keys, {@code health} or {@code liveness} */
    public CheckInputs(String group, PatternDefaults defaults) {
        this.group = group;
        this.defaults = defaults;
    }

    /** The settings of a group that determine the kind of its check. */
    public static List<String> kinds(String group) {
        return KIND_KEYS.stream().map(key -> group + "." + key).toList();
    }

    /** The key with its group. */
    String name(String key) {
        return group + "." + key;
    }

    /** Records that the user or the pattern has set a key, and returns the value. */
    public <T> T set(String key, T value) {
        given = true;
        return defaults.set(name(key), value);
    }

    /** Records that the user or the pattern has set a key, with the text of the value, and returns the value. */
    public <T> T set(String key, T value, String text) {
        given = true;
        return defaults.set(name(key), value, text);
    }

    /** Whether a key of the group is set. */
    boolean isGiven() {
        return given;
    }

    /** Removes all kinds of check that a pattern has set, because a kind of check from the user replaces the whole check. */
    public void replaceKindsOfPattern() {
        type = replaces("type") ? Optional.empty() : type;
        probe = replaces("probe") ? Optional.empty() : probe;
        url = replaces("url") ? Optional.empty() : url;
        path = replaces("path") ? Optional.empty() : path;
        port = replaces("port") ? OptionalInt.empty() : port;
        command = replaces("command") ? Optional.empty() : command;
        shell = !replaces("shell") && shell;
        args = replaces("args") ? List.of() : args;
        log = replaces("log") ? Optional.empty() : log;
        notice = replaces("notify") ? Optional.empty() : notice;
        file = replaces("file") ? Optional.empty() : file;
        grpc = replaces("grpc") ? Optional.empty() : grpc;
    }

    private boolean replaces(String key) {
        return defaults.replaces(name(key));
    }
}
