package io.quarkiverse.processmanager.runtime.views;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;

import io.quarkiverse.processmanager.AppliedPattern;
import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.Health;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.runtime.definition.SettingText;

/**
 * Builds rows from definitions and statuses.
 *
 * @param definitions in the order of the rows
 * @param waitsFor for each process, the processes it waits for and the conditions they must meet
 * @param created whether code has created the process
 */
public record Rows(List<ProcessDefinition> definitions, Map<String, Map<String, Dependency.Condition>> waitsFor,
        Predicate<String> created) {

    /**
     * Reads what the rows need beside the statuses.
     *
     * @param created whether code has created the process
     */
    public static Rows read(ProcessManager manager, Predicate<String> created) {
        List<ProcessDefinition> definitions = new ArrayList<>();
        Map<String, Map<String, Dependency.Condition>> waitsFor = new LinkedHashMap<>();
        for (ManagedProcess process : manager.processes()) {
            try {
                ProcessDefinition definition = process.definition();
                waitsFor.put(process.id(), process.waitsFor());
                definitions.add(definition);
            } catch (ProcessException e) {
                // The process was removed meanwhile.
            }
        }
        return new Rows(definitions, waitsFor, created);
    }

    /** The rows for these statuses. A process without a status is just being added or removed, and has no row. */
    public Overview of(Map<String, ProcessStatus> statuses) {
        List<ProcessRow> rows = new ArrayList<>();
        int running = 0;
        int down = 0;
        for (ProcessDefinition definition : definitions) {
            ProcessStatus status = statuses.get(definition.id());
            if (status != null) {
                rows.add(row(definition, status, statuses));
                running += status.phase() == ProcessPhase.RUNNING || status.phase() == ProcessPhase.COMPLETED ? 1 : 0;
                down += isDown(status) ? 1 : 0;
            }
        }
        return new Overview(running, rows.size(), down, List.copyOf(rows));
    }

    /** The only definition of "down": the page gets it with each row. */
    private static boolean isDown(ProcessStatus status) {
        return status.phase() == ProcessPhase.FAILED || status.phase() == ProcessPhase.BACKOFF
                || status.health() == Health.UNHEALTHY;
    }

    private ProcessRow row(ProcessDefinition definition, ProcessStatus status, Map<String, ProcessStatus> statuses) {
        String id = definition.id();
        List<ProcessRow.Wait> waits = waits(id, statuses);
        Optional<ProcessMetrics> metrics = status.metrics();
        return new ProcessRow(id, status.name(), definition.pattern().map(AppliedPattern::name).orElse(""),
                status.kind().map(SettingText::of).orElse(""), status.phase().name(), state(status), status.health().name(),
                status.since().toEpochMilli(), status.why(), status.pid(),
                status.port(), definition.ports(), url(definition),
                status.startedAt().map(start -> OptionalLong.of(start.toEpochMilli())).orElse(OptionalLong.empty()),
                status.restarts(), status.incarnation(), status.lastExit().map(exit -> lastExit(exit, definition, status)),
                metrics.map(ProcessMetrics::cpuPercent).orElse(OptionalDouble.empty()),
                metrics.map(ProcessMetrics::memoryBytes).orElse(OptionalLong.empty()),
                metrics.map(ProcessMetrics::threads).orElse(OptionalInt.empty()),
                metrics.map(some -> OptionalInt.of(some.processes())).orElse(OptionalInt.empty()),
                waits, dependents(id), blockers(status, waits, statuses), Actions.of(status), created.test(id),
                definition.execution().detached(), isDown(status), startsLater(definition, status),
                status.until().map(time -> OptionalLong.of(time.toEpochMilli())).orElse(OptionalLong.empty()), status.attempt(),
                definition.restart().max());
    }

    private static boolean startsLater(ProcessDefinition definition, ProcessStatus status) {
        return status.phase() == ProcessPhase.STOPPED && status.incarnation() == 0 && definition.start().auto()
                && definition.start().phase().filter(StartPhase.AFTER_APP::equals).isPresent();
    }

    private static String state(ProcessStatus status) {
        boolean done = status.phase() == ProcessPhase.COMPLETED
                && status.kind().filter(ProcessKind.TASK::equals).isPresent();
        return !done ? status.phase().name() : status.lastExit().filter(Exit::wasSkipped).isPresent() ? "SKIPPED" : "DONE";
    }

    private List<ProcessRow.Wait> waits(String id, Map<String, ProcessStatus> statuses) {
        List<ProcessRow.Wait> waits = new ArrayList<>();
        waitsFor.getOrDefault(id, Map.of()).forEach((other, condition) -> waits.add(new ProcessRow.Wait(other,
                condition.name().toLowerCase(Locale.ROOT),
                Optional.ofNullable(statuses.get(other)).filter(condition::isMetBy).isPresent())));
        return List.copyOf(waits);
    }

    private List<String> dependents(String id) {
        return waitsFor.entrySet().stream().filter(others -> others.getValue().containsKey(id)).map(Map.Entry::getKey).toList();
    }

    private static List<String> blockers(ProcessStatus status, List<ProcessRow.Wait> waits,
            Map<String, ProcessStatus> statuses) {
        if (status.phase() == ProcessPhase.WAITING) {
            return waits.stream().filter(wait -> !wait.met()).map(ProcessRow.Wait::id).toList();
        }
        return status.phase() != ProcessPhase.FAILED ? List.of()
                : waits.stream().filter(wait -> !wait.met()).map(ProcessRow.Wait::id)
                        .filter(other -> Optional.ofNullable(statuses.get(other))
                                .filter(known -> known.phase() == ProcessPhase.FAILED).isPresent())
                        .toList();
    }

    private static ProcessRow.LastExit lastExit(Exit exit, ProcessDefinition definition, ProcessStatus status) {
        return new ProcessRow.LastExit(exit.describe(), exit.code(), exit.signal(), exit.time().toEpochMilli(),
                ProcessExit.isSuccess(exit, definition) || status.phase() == ProcessPhase.STOPPED);
    }

    /** The URL of an HTTP health check, because that has the scheme; otherwise one with the port of the process. */
    private static Optional<String> url(ProcessDefinition definition) {
        Probe probe = definition.healthCheck().map(ProcessCheck::probe).orElse(null);
        if (probe instanceof HttpProbe http && fits(http.url(), definition.port())) {
            return Optional.of(http.url().getScheme() + "://" + http.url().getRawAuthority() + "/");
        }
        return definition.port().isPresent()
                ? Optional.of("http://" + host(definition) + ":" + definition.port().getAsInt() + "/")
                : Optional.empty();
    }

    private static String host(ProcessDefinition definition) {
        return definition.host().contains(":") && !definition.host().startsWith("[") ? "[" + definition.host() + "]"
                : definition.host();
    }

    private static boolean fits(URI url, OptionalInt port) {
        return port.isEmpty() || url.getPort() == port.getAsInt();
    }
}
