package io.quarkiverse.processmanager.terminal.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.style.Style;
import io.quarkiverse.processmanager.terminal.monitor.draw.Pen;
import io.quarkiverse.processmanager.terminal.monitor.draw.Theme;
import io.quarkiverse.processmanager.terminal.monitor.draw.Tone;

/** Draws the table of the processes. */
record TableView(Theme theme) {

    private static final int SIGN_WIDTH = 3;

    void draw(Model model, Buffer buffer, Instant now) {
        int height = model.areas().table();
        if (height == 0) {
            return;
        }
        List<TableRow> rows = model.table().shown();
        Map<Column, Integer> widths = Column.fit(rows, buffer.width() - SIGN_WIDTH, now);
        Pen heading = new Pen(buffer, theme, Areas.HEADING).to(SIGN_WIDTH);
        widths.forEach((column, width) -> heading.cell(column.heading(), width, column.isRight(), theme.style(Tone.STRONG))
                .to(heading.column() + 1));
        if (rows.isEmpty()) {
            new Pen(buffer, theme, Areas.FIRST_ROW).to(SIGN_WIDTH).write(empty(model), Tone.FAINT);
        }
        for (int line = 0; line < height && model.firstRow() + line < rows.size(); line++) {
            int place = model.firstRow() + line;
            row(rows.get(place), widths, new Pen(buffer, theme, Areas.FIRST_ROW + line), now);
            if (place == model.table().index()) {
                new Pen(buffer, theme, Areas.FIRST_ROW + line).all(theme.selection());
            }
        }
    }

    private static String empty(Model model) {
        if (!model.isKnown()) {
            return "waiting for the application";
        }
        return model.table().all().isEmpty() ? "the application has no processes"
                : "no process contains '" + model.table().filter() + "'";
    }

    private void row(TableRow row, Map<Column, Integer> widths, Pen pen, Instant now) {
        Style state = theme.style(Theme.tone(row.sign()));
        pen.to(1).write(row.sign().text(theme.unicode()), state).to(SIGN_WIDTH);
        widths.forEach((column, width) -> pen
                .cell(column == Column.ID ? theme.fitMiddle(row.label(), width) : column.text(row, now), width,
                        column.isRight(), switch (column) {
                            case STATE -> state;
                            case HEALTH -> theme.style(row.health().equals("unhealthy") ? Tone.BAD : Tone.PLAIN);
                            case WHY -> theme.style(row.isDown() ? Tone.BAD : Tone.FAINT);
                            default -> Style.EMPTY;
                        })
                .to(pen.column() + 1));
    }
}
