package io.quarkiverse.processmanager.terminal.monitor;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The rows of the table: order, filter and selection. The selection stays at its process. Owned by one thread. */
final class ProcessTable {

    private List<TableRow> all = List.of();
    private List<TableRow> shown = List.of();
    private final Set<String> open = new HashSet<>();
    private SortOrder order = SortOrder.START;
    private boolean reversed;
    private String filter = "";
    private String selected = "";
    /** A process to select when its row arrives; its replicas are unfolded for it. */
    private String wanted = "";
    private int index;

    /** All rows, in the order of the start. */
    List<TableRow> all() {
        return all;
    }

    /** The rows that the filter leaves, in the chosen order. */
    List<TableRow> shown() {
        return shown;
    }

    SortOrder order() {
        return order;
    }

    boolean isReversed() {
        return reversed;
    }

    String filter() {
        return filter;
    }

    int index() {
        return index;
    }

    Optional<TableRow> selection() {
        return shown.isEmpty() ? Optional.empty() : Optional.of(shown.get(index));
    }

    Optional<TableRow> find(String id) {
        return all.stream().filter(row -> row.id().equals(id)).findFirst();
    }

    void rows(List<TableRow> rows) {
        all = rows;
        arrange();
    }

    void nextOrder() {
        order = order.next();
        arrange();
    }

    void reverse() {
        reversed = !reversed;
        arrange();
    }

    void filter(String text) {
        filter = text;
        arrange();
    }

    /** Shows the replicas of the selected row, or folds them into one row, which is selected then. */
    boolean toggleReplicas() {
        Optional<String> group = selection().map(row -> row.isFolded() ? row.id() : row.replicaOf());
        if (group.isEmpty() || group.get().isEmpty()) {
            return false;
        }
        if (open.remove(group.get())) {
            selected = group.get();
        } else {
            open.add(group.get());
        }
        arrange();
        return true;
    }

    void move(int rows) {
        select(index + rows);
    }

    /** Selects a row; beyond the ends the first or last one. */
    void select(int place) {
        index = Math.max(0, Math.min(place, shown.size() - 1));
        selected = selection().map(TableRow::id).orElse(selected);
    }

    /** Selects a process; without it in the table the selection stays. */
    void select(String id) {
        selected = id;
        wanted = id;
        arrange();
    }

    /** A process that is gone leaves the selection at its place. */
    private void arrange() {
        all.stream().filter(row -> row.id().equals(wanted)).findFirst().ifPresent(row -> {
            wanted = "";
            open.add(row.replicaOf());
        });
        shown = ReplicaRows.folded(all, open).stream().filter(this::passes).sorted(order.comparator(reversed)).toList();
        int place = index;
        for (int row = 0; row < shown.size(); row++) {
            if (shown.get(row).id().equals(selected)) {
                place = row;
            }
        }
        select(place);
    }

    private boolean passes(TableRow row) {
        return List.of(row.id(), row.state(), row.health(), row.why()).stream()
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT)))
                || row.members().stream().anyMatch(this::passes);
    }

    /** The first visible row of a table with this height: the selection is visible, and the table is full if it can be. */
    int first(int height, int previous) {
        int lowest = Math.max(0, index - height + 1);
        return Math.max(0, Math.min(Math.max(lowest, Math.min(previous, index)), Math.max(0, shown.size() - height)));
    }
}
