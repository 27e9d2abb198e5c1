package io.quarkiverse.processmanager.runtime.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.quarkiverse.processmanager.HealthCheck;
import io.quarkiverse.processmanager.probe.CommandProbe;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.LogProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkiverse.processmanager.probe.ProbeSchedule.Eager;
import io.quarkiverse.processmanager.probe.StatusRanges;
import io.quarkiverse.processmanager.probe.TcpProbe;

/** Reads the health check of one process. */
final class HealthCheckReader {

    /** Stands for a check that cannot be understood, so that the plan does not complain that there is none. It never runs. */
    private static final Probe NOT_UNDERSTOOD = context -> CompletableFuture
            .completedFuture(ProbeResult.failure("the check is not valid"));
    private static final Pattern METHOD = Pattern.compile("[A-Z]+");

    private final Optional<HealthType> wantedType;
    private final ProcessConfig process;
    private final HealthConfig health;
    private final Problems problems;

    HealthCheckReader(Optional<HealthType> wantedType, ProcessConfig process, Problems problems) {
        this.wantedType = wantedType;
        this.process = process;
        this.health = process.health();
        this.problems = problems;
    }

    Optional<HealthCheck> read() {
        HealthType type = wantedType.orElseGet(this::inferredType);
        Optional<Probe> probe = switch (type) {
            case HTTP -> http();
            case TCP -> tcp();
            case COMMAND -> command();
            case LOG -> log();
            case NONE -> Optional.empty();
        };
        boolean switchedOff = wantedType.isPresent() && wantedType.get() == HealthType.NONE;
        if (probe.isEmpty() && !switchedOff && (problems.concern("health.") || problems.concern("port"))) {
            probe = Optional.of(NOT_UNDERSTOOD);
        }
        return probe.map(check -> new HealthCheck(check, schedule(type), health.onUnhealthy()));
    }

    private HealthType inferredType() {
        Map<HealthType, String> given = new TreeMap<>();
        health.url().ifPresent(url -> given.put(HealthType.HTTP, "health.url"));
        health.port().ifPresent(port -> given.put(HealthType.TCP, "health.port"));
        health.command().ifPresent(line -> given.put(HealthType.COMMAND, "health.command"));
        health.log().ifPresent(regex -> given.put(HealthType.LOG, "health.log"));
        if (given.size() > 1) {
            problems.add("health", "more than one kind of check is declared: " + String.join(", ", given.values())
                    + "; keep one of them, or choose one with health.type");
        }
        return given.keySet().stream().findFirst()
                .orElse(process.port().isPresent() ? HealthType.TCP : HealthType.NONE);
    }

    private ProbeSchedule schedule(HealthType type) {
        return new ProbeSchedule(health.initialDelay(), health.interval(), health.timeout(), health.retries(),
                health.successThreshold(), type == HealthType.COMMAND ? Eager.COSTLY : Eager.CHEAP);
    }

    private Optional<Probe> http() {
        String method = health.method().toUpperCase(Locale.ROOT);
        if (!METHOD.matcher(method).matches()) {
            problems.add("health.method", "'" + health.method() + "' is not a method such as GET or HEAD");
        }
        Map<String, String> headers = new TreeMap<>();
        health.headers().forEach((name, value) -> headers.put(name, value.orElse("")));
        Optional<StatusRanges> expected = expectedStatus();
        Optional<URI> url = url();
        return url.flatMap(to -> expected.map(statuses -> new HttpProbe(to, method, headers, statuses)));
    }

    private Optional<URI> url() {
        if (health.url().isEmpty()) {
            problems.add("health.url", "is missing; health.type=http needs it");
            return Optional.empty();
        }
        try {
            return Optional.of(HealthUrl.of(health.url().get(), health.host(), process.port()));
        } catch (IllegalArgumentException e) {
            problems.add("health.url", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<StatusRanges> expectedStatus() {
        try {
            return Optional.of(StatusRanges.of(health.expectedStatus()));
        } catch (IllegalArgumentException e) {
            problems.add("health.expected-status", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Probe> tcp() {
        OptionalInt port = health.port().isPresent() ? health.port() : process.port();
        if (port.isEmpty()) {
            problems.add("health.port", "is missing; health.type=tcp needs it, or the port of the process");
            return Optional.empty();
        }
        if (port.getAsInt() < 1 || port.getAsInt() > 65535) {
            if (health.port().isPresent()) {
                problems.add("health.port", port.getAsInt() + " is not between 1 and 65535");
            }
            return Optional.of(NOT_UNDERSTOOD);
        }
        if (health.host().isBlank()) {
            problems.add("health.host", "is empty");
        }
        return Optional.of(new TcpProbe(health.host(), port.getAsInt()));
    }

    private Optional<Probe> command() {
        if (health.command().isEmpty()) {
            problems.add("health.command", "is missing; health.type=command needs it");
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(DefinitionReader.words("health.command", health.command().get(), problems));
        if (words.isEmpty()) {
            if (!problems.concern("health.command")) {
                problems.add("health.command", "is empty");
            }
            return Optional.empty();
        }
        words.addAll(health.args().orElse(List.of()));
        return Optional.of(new CommandProbe(words, health.expectedExitCode()));
    }

    private Optional<Probe> log() {
        if (health.log().isEmpty()) {
            problems.add("health.log", "is missing; health.type=log needs it");
            return Optional.empty();
        }
        try {
            return Optional.of(new LogProbe(Pattern.compile(health.log().get()).pattern()));
        } catch (PatternSyntaxException e) {
            problems.add("health.log", "'" + health.log().get() + "' is not a regular expression: " + e.getDescription());
            return Optional.empty();
        }
    }
}
