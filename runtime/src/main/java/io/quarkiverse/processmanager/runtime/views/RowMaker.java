package io.quarkiverse.processmanager.runtime.views;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.processmanager.AppliedPattern;
import io.quarkiverse.processmanager.Dependency;
import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessKind;
import io.quarkiverse.processmanager.ProcessMetrics;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.TaskRun;
import io.quarkiverse.processmanager.TaskRuns;
import io.quarkiverse.processmanager.runtime.definition.LeastReady;
import io.quarkiverse.processmanager.runtime.definition.text.SettingText;
import io.quarkiverse.processmanager.runtime.time.Durations;

/** Makes the row of one process, with what {@link Rows} have, by id. */
final class RowMaker {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Rows rows;
    private final Map<String, ProcessDefinition> definitions = new LinkedHashMap<>();
    private final Map<String, List<String>> dependents = new HashMap<>();

    RowMaker(Rows rows) {
        this.rows = rows;
        rows.definitions().forEach(definition -> definitions.put(definition.id(), definition));
        rows.waitsFor().forEach((id, others) -> others.keySet()
                .forEach(other -> dependents.computeIfAbsent(other, any -> new ArrayList<>()).add(id)));
    }

    /** The ids in the order of the rows. */
    Set<String> ids() {
        return Collections.unmodifiableSet(definitions.keySet());
    }

    @Nullable
    ProcessDefinition definition(String id) {
        return definitions.get(id);
    }

    /** The row of a process that {@link #definition} knows. */
    ProcessRow row(String id, ProcessStatus status, Map<String, ProcessStatus> statuses) {
        ProcessDefinition definition = definitions.get(id);
        List<ProcessRow.Wait> waits = waits(id, statuses);
        Optional<ProcessMetrics> metrics = status.metrics();
        Optional<AppliedPattern> pattern = RowOrder.service(definition, definitions).orElse(definition).pattern();
        return new ProcessRow(id, status.name(), pattern.map(AppliedPattern::name).orElse(""),
                status.kind().map(SettingText::of).orElse(""), List.copyOf(definition.tags()), status.phase().name(),
                state(status), status.health().name(),
                status.since().toEpochMilli(), why(status), cause(status), status.pid(),
                status.port(), Endpoints.of(definition),
                status.startedAt().map(start -> OptionalLong.of(start.toEpochMilli())).orElse(OptionalLong.empty()),
                status.restarts(), status.incarnation(), status.lastExit().map(exit -> lastExit(exit, definition, status)),
                metrics.map(ProcessMetrics::cpuPercent).orElse(OptionalDouble.empty()),
                metrics.map(ProcessMetrics::memoryBytes).orElse(OptionalLong.empty()),
                metrics.map(ProcessMetrics::threads).orElse(OptionalInt.empty()),
                metrics.map(some -> OptionalInt.of(some.processes())).orElse(OptionalInt.empty()),
                waits, dependents(id), blockers(status, waits, statuses), Actions.of(status, definition.external()),
                pattern.filter(AppliedPattern::isService).isPresent() ? RowSource.SERVICE : rows.facts().source(id),
                definition.execution().detached(), Tally.of(status), LeastReady.rank(status), status.isReady(),
                startsLater(definition, status),
                status.until().map(time -> OptionalLong.of(time.toEpochMilli())).orElse(OptionalLong.empty()), status.attempt(),
                definition.restart().max(), status.runs().flatMap(TaskRuns::last).map(RowMaker::lastRun), next(status),
                status.runs().filter(TaskRuns::queued).isPresent(), definition.replicaOf(), definition.external(),
                CommandRow.of(definition, status));
    }

    private static OptionalLong next(ProcessStatus status) {
        return status.runs().flatMap(TaskRuns::next).map(time -> OptionalLong.of(time.toEpochMilli()))
                .orElse(OptionalLong.empty());
    }

    private static ProcessRow.LastRun lastRun(TaskRun run) {
        return new ProcessRow.LastRun(run.exit().describe(), run.success(), run.exit().time().toEpochMilli(),
                Durations.millis(run.exit().uptime()), run.args());
    }

    /** A process that rests until its next run says when that is. */
    private static String why(ProcessStatus status) {
        return status.phase().isAtRest() ? status.runs().flatMap(TaskRuns::next)
                .map(time -> (status.incarnation() == 0 ? "" : status.why() + "; ") + "next run at " + TIME.format(
                        time.atZone(ZoneId.systemDefault())))
                .orElse(status.why()) : status.why();
    }

    private static boolean startsLater(ProcessDefinition definition, ProcessStatus status) {
        return status.phase() == ProcessPhase.STOPPED && status.incarnation() == 0 && definition.start().auto()
                && definition.start().phase().filter(StartPhase.AFTER_APP::equals).isPresent();
    }

    /** Only a process whose last start has failed has a cause: the output of another one is not read. */
    private Optional<String> cause(ProcessStatus status) {
        return status.phase() == ProcessPhase.FAILED || status.phase() == ProcessPhase.BACKOFF
                ? rows.facts().lastStart(status.id()).cause()
                : Optional.empty();
    }

    private static String state(ProcessStatus status) {
        boolean done = status.phase() == ProcessPhase.COMPLETED
                && status.kind().filter(ProcessKind.TASK::equals).isPresent();
        return !done ? status.phase().name() : status.lastExit().filter(Exit::wasSkipped).isPresent() ? "SKIPPED" : "DONE";
    }

    private List<ProcessRow.Wait> waits(String id, Map<String, ProcessStatus> statuses) {
        List<ProcessRow.Wait> waits = new ArrayList<>();
        List<Dependency> declared = definitions.get(id).dependencies();
        rows.waitsFor().getOrDefault(id, Map.of()).forEach((other, condition) -> {
            Optional<ProcessStatus> status = Optional.ofNullable(statuses.get(other));
            boolean met = status.filter(condition::isMetBy).isPresent();
            waits.add(new ProcessRow.Wait(other, condition.name().toLowerCase(Locale.ROOT), met,
                    !met && status.filter(one -> Tally.of(one) == Tally.DOWN).isPresent(),
                    group(other).isPresent() && declared.stream().anyMatch(one -> one.any() && one.id().equals(other))));
        });
        return List.copyOf(waits);
    }

    /** The processes that wait for this one. */
    List<String> dependents(String id) {
        return dependents.getOrDefault(id, List.of());
    }

    private List<String> blockers(ProcessStatus status, List<ProcessRow.Wait> waits, Map<String, ProcessStatus> statuses) {
        if (status.phase() == ProcessPhase.WAITING) {
            return waits.stream().filter(wait -> isOpen(wait, waits)).map(ProcessRow.Wait::id).toList();
        }
        return status.phase() != ProcessPhase.FAILED ? List.of()
                : waits.stream().filter(wait -> isOpen(wait, waits)).map(ProcessRow.Wait::id)
                        .filter(other -> Optional.ofNullable(statuses.get(other))
                                .filter(known -> known.phase() == ProcessPhase.FAILED).isPresent())
                        .toList();
    }

    /** Another replica that meets the condition is enough where one of them is. */
    private boolean isOpen(ProcessRow.Wait wait, List<ProcessRow.Wait> waits) {
        return !wait.met() && !(wait.any() && waits.stream()
                .anyMatch(other -> other.any() && other.met() && group(other.id()).equals(group(wait.id()))));
    }

    private Optional<String> group(String id) {
        return Optional.ofNullable(definitions.get(id)).flatMap(ProcessDefinition::replicaOf);
    }

    private static ProcessRow.LastExit lastExit(Exit exit, ProcessDefinition definition, ProcessStatus status) {
        return new ProcessRow.LastExit(exit.describe(), exit.code(), exit.signal(), exit.time().toEpochMilli(),
                ProcessExit.isSuccess(exit, definition) || status.phase() == ProcessPhase.STOPPED);
    }
}
