package io.quarkiverse.processmanager.terminal.monitor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of the table: order, filter and selection. The selection stays at its process. Owned by one thread. */
final class ProcessTable {

    private List<TableRow> all = List.of();
    private List<TableRow> shown = List.of();
    private SortOrder order = SortOrder.CONFIGURATION;
    private boolean reversed;
    private String filter = "";
    private String selected = "";
    private int index;

    /** All rows, in the order of the configuration. */
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
        arrange();
    }

    /** A process that is gone leaves the selection at its place. */
    private void arrange() {
        shown = all.stream().filter(this::passes).sorted(order.comparator(reversed)).toList();
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
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT)));
    }

    /** The first visible row of a table with this height: the selection is visible, and the table is full if it can be. */
    int first(int height, int previous) {
        int lowest = Math.max(0, index - height + 1);
        return Math.max(0, Math.min(Math.max(lowest, Math.min(previous, index)), Math.max(0, shown.size() - height)));
    }
}
