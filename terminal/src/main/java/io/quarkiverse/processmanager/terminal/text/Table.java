package io.quarkiverse.processmanager.terminal.text;

import java.util.ArrayList;
import java.util.List;

/** Columns as wide as their longest value, two spaces apart. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    public void row(String... values) {
        rows.add(List.of(values));
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                line.append(row.get(column)).append(" ".repeat(widths[column] - row.get(column).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
