package io.quarkiverse.processmanager.terminal.monitor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Puts one row in the place of the replicas of a process. Pure. */
final class ReplicaRows {

    private ReplicaRows() {
    }

    /** The rows in the same order. @param open the processes whose replicas have rows of their own */
    static List<TableRow> folded(List<TableRow> rows, Set<String> open) {
        Map<String, List<TableRow>> groups = new HashMap<>();
        List<Supplier<TableRow>> folded = new ArrayList<>();
        for (TableRow row : rows) {
            String group = row.replicaOf();
            if (group.isEmpty() || open.contains(group)) {
                folded.add(() -> row);
            } else {
                groups.computeIfAbsent(group, first -> {
                    List<TableRow> members = new ArrayList<>();
                    folded.add(() -> of(first, members));
                    return members;
                }).add(row);
            }
        }
        return folded.stream().map(Supplier::get).toList();
    }

    private static TableRow of(String group, List<TableRow> members) {
        TableRow worst = members.stream().min(Comparator.comparingLong(TableRow::rank)).orElseThrow();
        long ready = members.stream().filter(TableRow::ready).count();
        String why = ready + " of " + members.size() + " ready"
                + (ready == members.size() ? "" : "; " + worst.id() + ": " + worst.why());
        String health = members.stream().map(TableRow::health).filter(one -> one.equals("unhealthy")).findFirst()
                .orElse(worst.health());
        return new TableRow(members.get(0).index(), group, worst.sign(), worst.rank(), worst.ready(), worst.state(), health,
                why, sum(members),
                worst.waits(),
                worst.dependents(), worst.blockedBy(),
                members.stream().flatMap(row -> row.actions().stream()).distinct().toList(),
                "", members);
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
