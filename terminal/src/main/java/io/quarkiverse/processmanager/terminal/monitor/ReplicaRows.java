package io.quarkiverse.processmanager.terminal.monitor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.processmanager.terminal.text.PhaseSign;

/** Puts one row in the place of the replicas of a process. Pure. */
final class ReplicaRows {

    /** The worst first: the row of a group is as bad as its worst replica. */
    private static final List<PhaseSign> ORDER = List.of(PhaseSign.DOWN, PhaseSign.PENDING, PhaseSign.IDLE, PhaseSign.SKIPPED,
            PhaseSign.DONE, PhaseSign.UP);

    private ReplicaRows() {
    }

    /** The rows in the same order. @param open the processes whose replicas have rows of their own */
    static List<TableRow> folded(List<TableRow> rows, Set<String> open) {
        Map<String, List<TableRow>> groups = new LinkedHashMap<>();
        for (TableRow row : rows) {
            String group = row.replicaOf();
            groups.computeIfAbsent(group.isEmpty() || open.contains(group) ? "one " + row.id() : group,
                    any -> new ArrayList<>()).add(row);
        }
        List<TableRow> folded = new ArrayList<>();
        groups.forEach((group, members) -> folded.add(group.startsWith("one ") ? members.get(0) : of(group, members)));
        return folded;
    }

    private static TableRow of(String group, List<TableRow> members) {
        TableRow worst = members.stream().min(Comparator.comparingInt(row -> ORDER.indexOf(row.sign()))).orElseThrow();
        long ready = members.stream().filter(ReplicaRows::isReady).count();
        String why = ready + " of " + members.size() + " ready"
                + (ready == members.size() ? "" : "; " + worst.id() + ": " + worst.why());
        String health = members.stream().map(TableRow::health).filter(one -> one.equals("unhealthy")).findFirst()
                .orElse(worst.health());
        return new TableRow(members.get(0).index(), group, worst.sign(), worst.state(), health, why, sum(members),
                worst.waits(),
                worst.dependents(), worst.blockedBy(),
                members.stream().flatMap(row -> row.actions().stream()).distinct().toList(),
                "", members);
    }

    private static boolean isReady(TableRow row) {
        return row.sign() == PhaseSign.UP || row.sign() == PhaseSign.DONE || row.sign() == PhaseSign.SKIPPED;
    }

    /** A replica without a value counts as 0; without any value there is no sum. */
    private static TableRow.Figures sum(List<TableRow> members) {
        List<TableRow.Figures> all = members.stream().map(TableRow::figures).toList();
        return new TableRow.Figures(Optional.empty(), List.of(),
                all.stream().flatMap(one -> one.cpuPercent().stream()).reduce(Double::sum),
                all.stream().flatMap(one -> one.memoryBytes().stream()).reduce(Long::sum),
                Optional.empty(), Optional.empty(), all.stream().mapToLong(TableRow.Figures::restarts).sum());
    }
}
