package io.quarkiverse.processmanager.terminal.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

import dev.tamboui.text.CharWidth;
import io.quarkiverse.processmanager.terminal.text.Durations;

/** The columns of the table. */
enum Column {

    ID("ID", false, 9, (row, now) -> row.label()),
    STATE("STATE", false, 8, (row, now) -> row.state()),
    HEALTH("HEALTH", false, 6, (row, now) -> row.health().isEmpty() ? "-" : row.health()),
    PID("PID", true, 2, (row, now) -> row.figures().pid().map(String::valueOf).orElse("-")),
    PORTS("PORTS", true, 4, (row, now) -> row.figures().ports().isEmpty() ? "-" : String.join(" ", row.figures().ports())),
    CPU("CPU", true, 1, (row, now) -> row.figures().cpuPercent()
            .map(percent -> String.format(Locale.ROOT, "%.1f %%", percent)).orElse("-")),
    MEMORY("MEMORY", true, 0, (row, now) -> row.figures().memoryBytes().map(bytes -> (bytes >> 20) + " MB").orElse("-")),
    /** The uptime; before the next start and before the kill, the time until then. */
    UPTIME("UPTIME", true, 5, Column::time),
    /** The number of restarts. */
    RESTARTS("RST", true, 3, (row, now) -> String.valueOf(row.figures().restarts())),
    WHY("WHY", false, 7, (row, now) -> row.why());

    private static final int LONGEST_ID = 40;
    private static final int LEAST_WHY = 8;
    private static final int LEAST_ID = 8;

    private final String heading;
    private final boolean right;
    private final int rank;
    private final BiFunction<TableRow, Instant, String> text;

    Column(String heading, boolean right, int rank, BiFunction<TableRow, Instant, String> text) {
        this.heading = heading;
        this.right = right;
        this.rank = rank;
        this.text = text;
    }

    String heading() {
        return heading;
    }

    /** Whether the values are at the right edge of the column. */
    boolean isRight() {
        return right;
    }

    String text(TableRow row, Instant now) {
        return text.apply(row, now);
    }

    /**
     * The columns that fit, with their widths, one cell apart. The least important ones are left out first. The reason has the
     * rest.
     */
    static Map<Column, Integer> fit(List<TableRow> rows, int width, Instant now) {
        Map<Column, Integer> widths = new LinkedHashMap<>();
        for (Column column : values()) {
            widths.put(column, column.widest(rows, now));
        }
        int idWidth = Math.max(LEAST_ID, Math.min(LONGEST_ID, width / 4));
        widths.put(ID, Math.min(idWidth, widths.get(ID)));
        widths.put(WHY, LEAST_WHY);
        List<Column> order = new ArrayList<>(List.of(values()));
        order.sort(Comparator.comparing(column -> column.rank));
        for (Column least : order) {
            if (total(widths) > width && widths.size() > 2) {
                widths.remove(least);
            }
        }
        if (widths.containsKey(WHY)) {
            widths.put(WHY, Math.max(0, LEAST_WHY + width - total(widths)));
        }
        return widths;
    }

    private static String time(TableRow row, Instant now) {
        return switch (row.state()) {
            case "backoff" -> row.figures().until().map(next -> "in " + left(now, next)).orElse("-");
            case "stopping" -> row.figures().until().map(kill -> "kill " + left(now, kill)).orElse("-");
            default -> row.figures().startedAt().map(start -> Durations.text(Duration.between(start, now))).orElse("-");
        };
    }

    /** Rounded up: what is still to come is not 0 s away. */
    private static String left(Instant now, Instant end) {
        return Durations.text(Duration.between(now, end).plusMillis(999));
    }

    private static int total(Map<Column, Integer> widths) {
        return widths.values().stream().mapToInt(Integer::intValue).sum() + widths.size() - 1;
    }

    private int widest(List<TableRow> rows, Instant now) {
        int widest = heading.length();
        for (TableRow row : this == WHY ? List.<TableRow> of() : rows) {
            widest = Math.max(widest, CharWidth.of(text(row, now)));
        }
        return widest;
    }
}
