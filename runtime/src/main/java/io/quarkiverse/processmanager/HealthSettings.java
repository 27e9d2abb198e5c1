package io.quarkiverse.processmanager;

import java.net.URI;
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

import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.LogProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkiverse.processmanager.probe.ProbeSchedule.Eager;
import io.quarkiverse.processmanager.probe.StatusRanges;
import io.quarkiverse.processmanager.probe.TcpProbe;

/** What is set of a health check, and which check follows from it; for configuration and code alike. */
final class HealthSettings {

    /** The settings that each stand for a kind of check. Those of the user replace those of a pattern all together. */
    static final List<String> KINDS = List.of("health.probe", "health.url", "health.path", "health.port", "health.command",
            "health.log");
    /** What has a meaning only with one of them. */
    static final List<String> OF_KINDS = List.of("health.type", "health.args");

    /** Stands for a check that cannot be understood, so that the plan does not complain that there is none. It never runs. */
    private static final Probe NOT_UNDERSTOOD = context -> CompletableFuture
            .completedFuture(ProbeResult.failure("the check is not valid"));
    private static final Pattern METHOD = Pattern.compile("[A-Z]+");

    Optional<HealthType> type = Optional.empty();
    Optional<Probe> probe = Optional.empty();
    Optional<String> url = Optional.empty();
    Optional<String> path = Optional.empty();
    OptionalInt port = OptionalInt.empty();
    Optional<List<String>> command = Optional.empty();
    Optional<String> log = Optional.empty();
    List<String> args = List.of();
    int expectedExitCode;
    String method = "GET";
    final Map<String, String> headers = new TreeMap<>();
    List<String> expectedStatus = List.of("200-299");
    String host = "localhost";
    Duration initialDelay = ProbeSchedule.DEFAULT.initialDelay();
    Duration interval = ProbeSchedule.DEFAULT.interval();
    Duration timeout = ProbeSchedule.DEFAULT.timeout();
    int retries = ProbeSchedule.DEFAULT.retries();
    int successThreshold = ProbeSchedule.DEFAULT.successThreshold();
    Optional<Eager> eager = Optional.empty();
    HealthCheck.OnUnhealthy onUnhealthy = HealthCheck.OnUnhealthy.NONE;

    /**
     * The check that is meant. What cannot be understood is reported as a setting and a message, and there is a check
     * nevertheless.
     */
    Optional<HealthCheck> check(OptionalInt processPort, BiConsumer<String, String> problems) {
        Optional<HealthType> given = type.or(() -> inferredType(problems));
        Optional<Probe> understood;
        if (given.isPresent()) {
            understood = switch (given.get()) {
                case HTTP -> http(processPort, problems);
                case TCP -> tcp(processPort, problems);
                case COMMAND -> command(problems);
                case LOG -> log(problems);
                case NONE -> Optional.empty();
            };
            if (given.get() == HealthType.NONE) {
                return Optional.empty();
            }
        } else if (probe.isPresent()) {
            understood = probe;
        } else if (processPort.isPresent()) {
            understood = tcp(processPort, problems);
        } else {
            return Optional.empty();
        }
        Probe wanted = understood.orElse(NOT_UNDERSTOOD);
        return Optional.of(new HealthCheck(wanted, schedule(wanted), onUnhealthy));
    }

    private Optional<HealthType> inferredType(BiConsumer<String, String> problems) {
        Map<String, Optional<HealthType>> given = new TreeMap<>();
        probe.ifPresent(any -> given.put("health.probe", Optional.empty()));
        url.ifPresent(any -> given.put("health.url", Optional.of(HealthType.HTTP)));
        path.ifPresent(any -> given.put("health.path", Optional.of(HealthType.HTTP)));
        port.ifPresent(any -> given.put("health.port", Optional.of(HealthType.TCP)));
        command.ifPresent(any -> given.put("health.command", Optional.of(HealthType.COMMAND)));
        log.ifPresent(any -> given.put("health.log", Optional.of(HealthType.LOG)));
        if (given.size() > 1) {
            List<String> names = KINDS.stream().filter(given::containsKey).toList();
            problems.accept("health", "more than one kind of check is declared: " + String.join(", ", names)
                    + "; keep one of them, or choose one with health.type");
        }
        return KINDS.stream().filter(given::containsKey).findFirst().flatMap(given::get);
    }

    private ProbeSchedule schedule(Probe wanted) {
        Eager pauses = eager.filter(any -> probe.filter(wanted::equals).isPresent())
                .orElse(wanted instanceof CommandProbe ? Eager.COSTLY : Eager.CHEAP);
        return new ProbeSchedule(initialDelay, interval, timeout, retries, successThreshold, pauses);
    }

    private Optional<Probe> http(OptionalInt processPort, BiConsumer<String, String> problems) {
        String name = method.toUpperCase(Locale.ROOT);
        if (!METHOD.matcher(name).matches()) {
            problems.accept("health.method", "'" + method + "' is not a method such as GET or HEAD");
            return Optional.empty();
        }
        Optional<StatusRanges> expected = expectedStatus(problems);
        return address(processPort, problems)
                .flatMap(to -> expected.map(statuses -> new HttpProbe(to, name, headers, statuses)));
    }

    private Optional<URI> address(OptionalInt processPort, BiConsumer<String, String> problems) {
        if (url.isPresent() && path.isPresent() && type.isPresent()) {
            problems.accept("health.path", "cannot be combined with health.url; keep one of them");
        }
        String setting = url.isPresent() || path.isEmpty() ? "health.url" : "health.path";
        try {
            if (url.isPresent()) {
                return Optional.of(HealthUrl.of(url.get(), host, processPort));
            }
            if (path.isPresent()) {
                return Optional.of(HealthUrl.ofPath(path.get(), host, processPort));
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

    private Optional<Probe> tcp(OptionalInt processPort, BiConsumer<String, String> problems) {
        OptionalInt wanted = port.isPresent() ? port : processPort;
        if (wanted.isEmpty()) {
            problems.accept("health.port", "is missing; health.type=tcp needs it, or the port of the process");
            return Optional.empty();
        }
        if (wanted.getAsInt() < 1 || wanted.getAsInt() > 65535) {
            if (port.isPresent()) {
                problems.accept("health.port", wanted.getAsInt() + " is not between 1 and 65535");
            }
            return Optional.empty();
        }
        if (host.isBlank()) {
            problems.accept("health.host", "is empty");
        }
        return Optional.of(new TcpProbe(host, wanted.getAsInt()));
    }

    private Optional<Probe> command(BiConsumer<String, String> problems) {
        List<String> words = new ArrayList<>(command.orElse(List.of()));
        if (words.isEmpty()) {
            problems.accept("health.command",
                    command.isPresent() ? "is empty" : "is missing; health.type=command needs it");
            return Optional.empty();
        }
        words.addAll(args);
        return Optional.of(new CommandProbe(words, expectedExitCode));
    }

    private Optional<Probe> log(BiConsumer<String, String> problems) {
        if (log.isEmpty()) {
            problems.accept("health.log", "is missing; health.type=log needs it");
            return Optional.empty();
        }
        try {
            return Optional.of(new LogProbe(Pattern.compile(log.get()).pattern()));
        } catch (PatternSyntaxException e) {
            problems.accept("health.log", "'" + log.get() + "' is not a regular expression: " + e.getDescription());
            return Optional.empty();
        }
    }
}
