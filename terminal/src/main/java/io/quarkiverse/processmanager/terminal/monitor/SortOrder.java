package io.quarkiverse.processmanager.terminal.monitor;

import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/** The orders of the table, in the order in which the key goes through them. */
enum SortOrder {

    START("start", Comparator.comparing(TableRow::index)),
    ID("id", Comparator.comparing(TableRow::id)),
    /** Problems first. */
    STATE("state", Comparator.comparing(TableRow::sign)),
    CPU("CPU", highFirst(row -> row.figures().cpuPercent().orElse(-1.0))),
    MEMORY("memory", highFirst(row -> row.figures().memoryBytes().orElse(-1L).doubleValue())),
    UPTIME("uptime", highFirst(row -> row.figures().startedAt().map(start -> -(double) start.toEpochMilli())
            .orElse(Double.NEGATIVE_INFINITY))),
    RESTARTS("restarts", highFirst(row -> (double) row.figures().restarts()));

    private final String label;
    private final Comparator<TableRow> comparator;

    SortOrder(String label, Comparator<TableRow> comparator) {
        this.label = label;
        this.comparator = comparator;
    }

    private static Comparator<TableRow> highFirst(ToDoubleFunction<TableRow> figure) {
        return Comparator.comparingDouble(figure).reversed();
    }

    String label() {
        return label;
    }

    SortOrder next() {
        return values()[(ordinal() + 1) % values().length];
    }

    /** Rows that are equal in this order are in the order of the start. */
    Comparator<TableRow> comparator(boolean reversed) {
        return (reversed ? comparator.reversed() : comparator).thenComparing(TableRow::index);
    }
}
