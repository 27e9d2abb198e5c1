package io.quarkiverse.processmanager.runtime.dev.ui;

import java.net.URI;
import java.util.ArrayList;
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
import io.quarkiverse.processmanager.HealthCheck;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.probe.HttpProbe;
import io.quarkiverse.processmanager.probe.Probe;

/**
 * Makes what the Dev UI shows of what is known of the processes.
 *
 * @param definitions in the order in which they are shown
 * @param waitsFor by process, what it waits for and how far that must be
 * @param created whether code has made the process
 */
record Rows(List<ProcessDefinition> definitions, Map<String, Map<String, Dependency.Condition>> waitsFor,
        Predicate<String> created) {

    /** How the processes are. One whose status is not known is about to come or to go, and is not shown. */
    Overview of(Map<String, ProcessStatus> statuses) {
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

    private static boolean isDown(ProcessStatus status) {
        return status.phase() == ProcessPhase.FAILED || status.phase() == ProcessPhase.BACKOFF
                || status.health() == Health.UNHEALTHY;
    }

    private ProcessRow row(ProcessDefinition definition, ProcessStatus status, Map<String, ProcessStatus> statuses) {
        String id = definition.id();
        List<ProcessRow.Wait> waits = waits(id, statuses);
        Optional<ProcessMetrics> metrics = status.metrics();
        return new ProcessRow(id, status.name(), definition.pattern().map(AppliedPattern::name).orElse(""),
                status.phase().name(), status.health().name(), status.since().toEpochMilli(), status.why(), status.pid(),
                status.port(), url(definition),
                status.startedAt().map(start -> OptionalLong.of(start.toEpochMilli())).orElse(OptionalLong.empty()),
                status.restarts(), status.incarnation(), status.lastExit().map(exit -> end(exit, definition, status)),
                metrics.map(ProcessMetrics::cpuPercent).orElse(OptionalDouble.empty()),
                metrics.map(ProcessMetrics::memoryBytes).orElse(OptionalLong.empty()),
                metrics.map(ProcessMetrics::threads).orElse(OptionalInt.empty()),
                metrics.map(some -> OptionalInt.of(some.processes())).orElse(OptionalInt.empty()),
                waits, dependents(id), blockers(status, waits, statuses), Actions.of(status), created.test(id),
                definition.execution().detached());
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
                : waits.stream().map(ProcessRow.Wait::id).filter(other -> Optional.ofNullable(statuses.get(other))
                        .filter(known -> known.phase() == ProcessPhase.FAILED).isPresent()).toList();
    }

    private static ProcessRow.End end(Exit exit, ProcessDefinition definition, ProcessStatus status) {
        return new ProcessRow.End(exit.describe(), exit.code(), exit.signal(), exit.time().toEpochMilli(),
                isSuccess(exit, definition) || status.phase() == ProcessPhase.STOPPED);
    }

    static boolean isExpected(ProcessHistory.End end, ProcessDefinition definition) {
        return end.asked() || isSuccess(end.exit(), definition);
    }

    private static boolean isSuccess(Exit exit, ProcessDefinition definition) {
        return exit.code().isPresent() && definition.successExitCodes().contains(exit.code().getAsInt());
    }

    /** Of its health check if that is a request, because that knows the scheme; otherwise of its port. */
    private static Optional<String> url(ProcessDefinition definition) {
        Probe probe = definition.healthCheck().map(HealthCheck::probe).orElse(null);
        if (probe instanceof HttpProbe http && fits(http.url(), definition.port())) {
            return Optional.of(http.url().getScheme() + "://" + http.url().getRawAuthority() + "/");
        }
        return definition.port().isPresent() ? Optional.of("http://localhost:" + definition.port().getAsInt() + "/")
                : Optional.empty();
    }

    private static boolean fits(URI url, OptionalInt port) {
        return port.isEmpty() || url.getPort() == port.getAsInt();
    }
}
