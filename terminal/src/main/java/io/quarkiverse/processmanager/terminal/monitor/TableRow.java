package io.quarkiverse.processmanager.terminal.monitor;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.quarkiverse.processmanager.terminal.client.Members;
import io.quarkiverse.processmanager.terminal.monitor.draw.CellText;
import io.quarkiverse.processmanager.terminal.text.PhaseSign;

/**
 * One process, or all replicas of one.
 *
 * @param index its place in the order of the start
 * @param rank how far it has come, from 0 to 9: of several replicas the one with the lowest rank speaks for all
 * @param ready whether an application can use it
 * @param state the state in lower case
 * @param health the health in lower case; empty without a check
 * @param why plain text without control sequences
 * @param waits its dependencies
 * @param actions the commands that its phase allows
 * @param replicaOf the process of which it is a replica; empty for any other one
 * @param members the replicas for which the row stands; empty for one process
 */
record TableRow(int index, String id, PhaseSign sign, long rank, boolean ready, String state, String health, String why,
        Figures figures,
        List<Wait> waits, List<String> dependents, List<String> blockedBy, List<String> actions, String replicaOf,
        List<TableRow> members) {

    /**
     * The figures of a process. An absent one is empty.
     *
     * @param until when the phase ends by its time limit: the next start, or the kill
     */
    record Figures(Optional<Long> pid, List<String> ports, Optional<Double> cpuPercent, Optional<Long> memoryBytes,
            Optional<Instant> startedAt, Optional<Instant> until, long restarts) {
    }

    /** A dependency. */
    record Wait(String id, String condition, boolean met) {
    }

    /** The rows in the answer of {@code watch}. */
    static List<TableRow> all(Members answer) {
        List<Members> rows = answer.objects("processes");
        return IntStream.range(0, rows.size()).mapToObj(index -> of(index, rows.get(index))).toList();
    }

    static TableRow of(int index, Members row) {
        String health = row.text("health");
        boolean checked = health.equals("HEALTHY") || health.equals("UNHEALTHY");
        return new TableRow(index, row.text("id"), PhaseSign.of(row), row.number("rank").orElse(0L), row.is("ready"),
                row.text("state").toLowerCase(Locale.ROOT), checked ? health.toLowerCase(Locale.ROOT) : "",
                CellText.plain(row.text("why")).strip(), figures(row),
                row.objects("dependsOn").stream()
                        .map(wait -> new Wait(wait.text("id"), wait.text("condition"), wait.is("met"))).toList(),
                row.texts("dependents"), row.texts("blockedBy"), row.texts("actions"), row.text("replicaOf"), List.of());
    }

    private static Figures figures(Members row) {
        return new Figures(row.number("pid"), ports(row), row.decimal("cpuPercent"), row.number("memoryBytes"),
                time(row.text("startedAt")), time(row.text("until")), row.number("restarts").orElse(0L));
    }

    private static List<String> ports(Members row) {
        Members others = row.object("ports");
        return Stream.concat(row.number("port").stream(), others.map().keySet().stream()
                .flatMap(name -> others.number(String.valueOf(name)).stream())).map(String::valueOf).toList();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The id as the screen shows it. */
    String label() {
        return CellText.plain(members.isEmpty() ? id : id + " (" + members.size() + ")");
    }

    boolean allows(String action) {
        return actions.contains(action);
    }

    boolean isFolded() {
        return !members.isEmpty();
    }

    /** Whether something in the row changes with the time alone. */
    boolean ticks() {
        return figures.startedAt.isPresent() || figures.until.isPresent();
    }

    boolean isDown() {
        return sign == PhaseSign.DOWN;
    }
}
