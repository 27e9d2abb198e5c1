package io.quarkiverse.processmanager.terminal.monitor;

import java.util.List;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.style.Style;
import dev.tamboui.text.CharWidth;
import io.quarkiverse.processmanager.terminal.monitor.draw.CellText;
import io.quarkiverse.processmanager.terminal.monitor.draw.Pen;
import io.quarkiverse.processmanager.terminal.monitor.draw.Theme;
import io.quarkiverse.processmanager.terminal.monitor.draw.Tone;
import io.quarkiverse.processmanager.terminal.monitor.log.LogLine;
import io.quarkiverse.processmanager.terminal.monitor.log.LogPane;
import io.quarkiverse.processmanager.terminal.monitor.log.Marks;

/** Draws the visible lines of the log. Only these are read for colours and searched. */
record LogView(Theme theme) {

    private static final int LONGEST_LABEL = 20;
    private static final int BAR = 3;

    void draw(Model model, Buffer buffer) {
        Areas areas = model.areas();
        LogPane log = model.log();
        long first = log.first(areas.lower());
        int label = model.isLogOfSeveral() ? label(model) : 0;
        for (int line = 0; line < areas.lower() && first + line < log.buffer().end(); line++) {
            LogLine text = log.buffer().get(first + line);
            Pen pen = new Pen(buffer, theme, areas.title() + 1 + line);
            if (label > 0) {
                pen.cell(theme.fitMiddle(CellText.plain(text.id()), label), label, false, theme.id(text.id())).write(
                        " " + theme.bar() + " ",
                        theme.id(text.id()));
            }
            text(text, log, pen, log.isMatch(first + line));
        }
    }

    /** The columns for the text of a line. */
    static int textWidth(Model model) {
        return model.areas().width() - (model.isLogOfSeveral() ? label(model) + BAR : 0);
    }

    private static int label(Model model) {
        int widest = 1;
        for (TableRow row : model.table().all()) {
            widest = Math.max(widest, CharWidth.of(row.label()));
        }
        return Math.min(widest, Math.min(LONGEST_LABEL, model.areas().width() / 3));
    }

    private void text(LogLine line, LogPane log, Pen pen, boolean current) {
        int columns = pen.room() + log.sideways();
        List<CellText.Piece> pieces = CellText.pieces(line.text(), columns, theme.colours());
        StringBuilder plain = new StringBuilder();
        pieces.forEach(piece -> plain.append(piece.text()));
        Marks marks = Marks.of(plain.toString(), log.search());
        int skip = log.sideways();
        int from = 0;
        for (CellText.Piece piece : pieces) {
            Style style = line.isNotice() ? theme.style(Tone.FAINT) : piece.style();
            for (Marks.Run run : marks.runs(from, from + piece.text().length())) {
                String text = plain.substring(run.from(), run.to());
                String visible = behind(text, skip);
                skip = Math.max(0, skip - CharWidth.of(text));
                pen.write(visible, run.found() ? style.patch(theme.found(current)) : style);
            }
            from += piece.text().length();
        }
    }

    /** The text without its first columns. A wide character that is cut leaves a space. */
    private static String behind(String text, int columns) {
        if (columns == 0) {
            return text;
        }
        int index = 0;
        int width = 0;
        while (index < text.length() && width < columns) {
            int next = text.codePointAt(index);
            width += CharWidth.of(next);
            index += Character.charCount(next);
        }
        return (width > columns ? " " : "") + text.substring(index);
    }
}
