package io.quarkiverse.processmanager.runtime.definition;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.quarkiverse.processmanager.CheckType;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.FileProbe;
import io.quarkiverse.processmanager.probe.GrpcProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.LogProbe;
import io.quarkiverse.processmanager.probe.NotifyProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkiverse.processmanager.probe.ProbeSchedule.Eager;
import io.quarkiverse.processmanager.probe.StatusRanges;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.definition.listen.ListenCheck;
import io.quarkiverse.processmanager.runtime.definition.listen.Listening;
import io.quarkiverse.processmanager.runtime.definition.pattern.PatternDefaults;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;

/**
 * Infers the health check of a process from its settings, which come from the configuration or from code. A field starts with
 * its default, and {@link io.quarkiverse.processmanager.HealthBuilder} has a setter for each field.
 */
public final class HealthInference {

    /** The settings that determine the kind of check. */
    public static final List<String> KINDS = List.of("health.probe", "health.url", "health.path", "health.port",
            "health.command", "health.log", "health.notify", "health.file", "health.grpc");

    /** Stands for an invalid check, so that the plan does not also report a missing check. It never runs. */
    public static final Probe INVALID = context -> CompletableFuture
            .completedFuture(ProbeResult.failure("the check is invalid"));
    private static final Pattern METHOD = Pattern.compile("[A-Z]+");

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

    /** A check on a port that was chosen after the check was made. Until then the check has the port 0. */
    static Probe on(OptionalInt port, Probe probe) {
        if (port.isEmpty()) {
            return probe;
        }
        if (probe instanceof TcpProbe tcp && tcp.port() == 0) {
            return new TcpProbe(tcp.host(), port.getAsInt());
        }
        if (probe instanceof GrpcProbe server && server.port() == 0) {
            return new GrpcProbe(server.host(), port.getAsInt(), server.service());
        }
        if (probe instanceof HttpProbe http && http.url().getPort() == 0) {
            return new HttpProbe(HealthUrl.on(port.getAsInt(), http.url()), http.method(), http.headers(),
                    http.expectedStatus());
        }
        return probe;
    }

    /** Removes all kinds of check that a pattern has set, because a kind of check from the user replaces the whole check. */
    public void replaceKindsOf(PatternDefaults pattern) {
        type = pattern.replaces("health.type") ? Optional.empty() : type;
        probe = pattern.replaces("health.probe") ? Optional.empty() : probe;
        url = pattern.replaces("health.url") ? Optional.empty() : url;
        path = pattern.replaces("health.path") ? Optional.empty() : path;
        port = pattern.replaces("health.port") ? OptionalInt.empty() : port;
        command = pattern.replaces("health.command") ? Optional.empty() : command;
        shell = !pattern.replaces("health.shell") && shell;
        args = pattern.replaces("health.args") ? List.of() : args;
        log = pattern.replaces("health.log") ? Optional.empty() : log;
        notice = pattern.replaces("health.notify") ? Optional.empty() : notice;
        file = pattern.replaces("health.file") ? Optional.empty() : file;
        grpc = pattern.replaces("health.grpc") ? Optional.empty() : grpc;
    }

    /**
     * The check that follows from the settings, also if a setting is invalid.
     *
     * @param process where the process listens
     * @param problems receives each problem as a setting and a message
     */
    public Optional<ProcessCheck> check(Listening process, BiConsumer<String, String> problems) {
        Optional<CheckType> given = type.or(() -> inferredType(problems));
        watchdog.ifPresent(silence -> checkWatchdog(silence, problems));
        Optional<Probe> valid;
        if (given.isPresent()) {
            valid = switch (given.get()) {
                case HTTP -> http(process, problems);
                case TCP -> tcp(process, problems);
                case COMMAND -> command(problems);
                case LOG -> log(problems);
                case NOTIFY -> notify(problems);
                case FILE -> file(problems);
                case GRPC -> grpc(process, problems);
                case NONE -> Optional.empty();
            };
            if (given.get() == CheckType.NONE) {
                return Optional.empty();
            }
        } else if (probe.isPresent()) {
            valid = probe;
        } else if (process.port().isPresent()) {
            valid = tcp(process, problems);
        } else {
            return Optional.empty();
        }
        Probe wanted = valid.orElse(INVALID);
        return Optional.of(new CheckSettings(wanted, schedule(wanted), reaction()));
    }

    private Optional<CheckType> inferredType(BiConsumer<String, String> problems) {
        Map<String, Optional<CheckType>> given = new TreeMap<>();
        probe.ifPresent(any -> given.put("health.probe", Optional.empty()));
        url.ifPresent(any -> given.put("health.url", Optional.of(CheckType.HTTP)));
        path.ifPresent(any -> given.put("health.path", Optional.of(CheckType.HTTP)));
        port.ifPresent(any -> given.put("health.port", Optional.of(CheckType.TCP)));
        command.ifPresent(any -> given.put("health.command", Optional.of(CheckType.COMMAND)));
        log.ifPresent(any -> given.put("health.log", Optional.of(CheckType.LOG)));
        notice.ifPresent(any -> given.put("health.notify", Optional.of(CheckType.NOTIFY)));
        file.ifPresent(any -> given.put("health.file", Optional.of(CheckType.FILE)));
        grpc.ifPresent(any -> given.put("health.grpc", Optional.of(CheckType.GRPC)));
        if (given.size() > 1) {
            List<String> names = KINDS.stream().filter(given::containsKey).toList();
            problems.accept("health", "more than one kind of check is declared: " + String.join(", ", names)
                    + "; keep one of them, or choose one with health.type");
        }
        return KINDS.stream().filter(given::containsKey).findFirst().flatMap(given::get);
    }

    private void checkWatchdog(Duration silence, BiConsumer<String, String> problems) {
        if (silence.isNegative() || silence.isZero()) {
            problems.accept("health.watchdog", SettingText.of(silence) + " is not longer than zero");
        } else if (notice.filter("socket"::equals).isEmpty()) {
            problems.accept("health.watchdog", "needs health.notify=socket, on which the process sends WATCHDOG=1");
        }
    }

    /** A process that has a watchdog expects that it is restarted, as by a service manager. */
    private ProcessCheck.OnUnhealthy reaction() {
        return onUnhealthy.orElse(watchdog.isPresent() ? ProcessCheck.OnUnhealthy.RESTART : ProcessCheck.OnUnhealthy.NONE);
    }

    private ProbeSchedule schedule(Probe wanted) {
        Eager delays = eager.filter(any -> probe.filter(wanted::equals).isPresent())
                .orElse(wanted instanceof CommandProbe ? Eager.COSTLY : Eager.CHEAP);
        return new ProbeSchedule(initialDelay, interval(), timeout, retries, successThreshold, delays);
    }

    private Optional<Probe> http(Listening process, BiConsumer<String, String> problems) {
        String name = method.toUpperCase(Locale.ROOT);
        if (!METHOD.matcher(name).matches()) {
            problems.accept("health.method", "'" + method + "' is not an HTTP method such as GET or HEAD");
            return Optional.empty();
        }
        Optional<StatusRanges> expected = expectedStatus(problems);
        return address(process, problems).flatMap(to -> expected.flatMap(statuses -> http(to, name, statuses, problems)));
    }

    private Optional<Probe> http(URI to, String name, StatusRanges statuses, BiConsumer<String, String> problems) {
        try {
            return Optional.of(new HttpProbe(to, name, headers, statuses));
        } catch (IllegalArgumentException e) {
            // The address is valid, so a header is not.
            problems.accept("health.headers", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<URI> address(Listening process, BiConsumer<String, String> problems) {
        if (url.isPresent() && path.isPresent() && type.isPresent()) {
            problems.accept("health.path", "cannot be combined with health.url; keep one of them");
        }
        String setting = url.isPresent() || path.isEmpty() ? "health.url" : "health.path";
        try {
            if (url.isPresent()) {
                return Optional.of(HealthUrl.of(url.get(), host.orElse(process.host()), process.port()));
            }
            if (path.isPresent()) {
                return Optional.of(HealthUrl.ofPath(path.get(), host.orElse(process.host()), process.port()));
            }
            problems.accept(setting, "is missing; health.type=http needs it");
        } catch (IllegalArgumentException e) {
            problems.accept(setting, e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<StatusRanges> expectedStatus(BiConsumer<String, String> problems) {
        try {
            return Optional.of(StatusRanges.of(expectedStatus));
        } catch (IllegalArgumentException e) {
            problems.accept("health.expected-status", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Probe> tcp(Listening process, BiConsumer<String, String> problems) {
        OptionalInt wanted = port.isPresent() ? port : process.port();
        if (wanted.isEmpty()) {
            problems.accept("health.port", "is missing; health.type=tcp needs it, or the port of the process");
            return Optional.empty();
        }
        // The port 0 of the process stands for a port that is chosen later.
        if (wanted.getAsInt() < (port.isPresent() ? 1 : 0) || wanted.getAsInt() > 65535) {
            if (port.isPresent()) {
                problems.accept("health.port", wanted.getAsInt() + " is not between 1 and 65535");
            }
            return Optional.empty();
        }
        host.filter(name -> !ListenCheck.isHost(name)).ifPresent(
                name -> problems.accept("health.host", "'" + name + "' is not the name or the address of a host"));
        return Optional.of(new TcpProbe(host.orElse(process.host()), wanted.getAsInt()));
    }

    private Optional<Probe> command(BiConsumer<String, String> problems) {
        List<String> words = new ArrayList<>(command.orElse(List.of()));
        if (words.isEmpty() || words.get(0).isBlank()) {
            problems.accept("health.command",
                    command.isPresent() ? "is empty" : "is missing; health.type=command needs it");
            return Optional.empty();
        }
        words.addAll(args);
        if (words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            problems.accept("health.command", "contains a NUL character");
            return Optional.empty();
        }
        return Optional.of(new CommandProbe(shell ? ShellScript.words(words) : words, expectedExitCode));
    }

    private Optional<Probe> log(BiConsumer<String, String> problems) {
        if (log.isEmpty()) {
            problems.accept("health.log", "is missing; health.type=log needs it");
            return Optional.empty();
        }
        try {
            return Optional.of(new LogProbe(log.get()));
        } catch (PatternSyntaxException e) {
            problems.accept("health.log", "'" + log.get() + "' is not a regular expression: " + e.getDescription());
            return Optional.empty();
        }
    }

    /** A silent process is found soon after its watchdog. */
    private Duration interval() {
        return watchdog.map(silence -> silence.dividedBy(2)).filter(half -> half.compareTo(interval) < 0 && !half.isZero())
                .orElse(interval);
    }

    private Optional<Probe> notify(BiConsumer<String, String> problems) {
        try {
            NotifyProbe valid = NotifyProbe.of(notice.orElseThrow(
                    () -> new IllegalArgumentException("is missing; health.type=notify needs it")));
            return Optional.of(watchdog.map(valid::within).orElse(valid));
        } catch (IllegalArgumentException e) {
            problems.accept("health.notify", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Probe> file(BiConsumer<String, String> problems) {
        if (file.isEmpty() || file.get().toString().isEmpty()) {
            problems.accept("health.file", file.isEmpty() ? "is missing; health.type=file needs it" : "is empty");
            return Optional.empty();
        }
        return Optional.of(new FileProbe(file.get()));
    }

    private Optional<Probe> grpc(Listening process, BiConsumer<String, String> problems) {
        if (grpc.isEmpty()) {
            problems.accept("health.grpc", "is missing; health.type=grpc needs it");
            return Optional.empty();
        }
        try {
            return Optional.of(HealthUrl.grpc(grpc.get(), host.orElse(process.host()), process.port()));
        } catch (IllegalArgumentException e) {
            problems.accept("health.grpc", e.getMessage());
            return Optional.empty();
        }
    }
}
