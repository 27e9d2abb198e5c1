package io.quarkiverse.processmanager.terminal.monitor;

import java.time.Instant;
import java.util.List;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.text.CharWidth;
import io.quarkiverse.processmanager.terminal.monitor.draw.CellText;
import io.quarkiverse.processmanager.terminal.monitor.draw.Pen;
import io.quarkiverse.processmanager.terminal.monitor.draw.Theme;
import io.quarkiverse.processmanager.terminal.monitor.draw.Tone;
import io.quarkiverse.processmanager.terminal.monitor.log.LogPane;
import io.quarkiverse.processmanager.terminal.text.PhaseSign;

/** Draws a model. Pure: the same model and time give the same cells. */
record MonitorView(Theme theme) {

    private static final String HINTS = "? keys  Tab log  s start  x stop  r restart  / search  f filter  a all logs  t tree  "
            + "w why  z zoom  q back";

    /** What is left for the text that is typed. */
    private static final int LEAST_PROMPT = 10;

    static MonitorView of(MonitorOptions options) {
        return new MonitorView(new Theme(options.colours(), options.unicode()));
    }

    /** Draws everything. Returns the column of the cursor in the last line; negative without a cursor. */
    int draw(Model model, Buffer buffer, Instant now) {
        if (model.areas().isTooSmall()) {
            new Pen(buffer, theme, 0).write("too small: " + buffer.width() + "x" + buffer.height() + ", needs "
                    + Areas.LEAST_WIDTH + "x" + Areas.LEAST_HEIGHT, Tone.PLAIN);
            return -1;
        }
        top(model, buffer);
        new TableView(theme).draw(model, buffer, now);
        if (model.areas().title() > 0) {
            title(model, buffer);
            if (model.page().isOpen()) {
                page(model, buffer);
            } else {
                new LogView(theme).draw(model, buffer);
            }
        }
        return bottom(model, buffer);
    }

    private void top(Model model, Buffer buffer) {
        Pen pen = new Pen(buffer, theme, 0);
        if (!model.lost().isEmpty()) {
            pen.write(theme.fit(" " + model.options().title() + ": waiting for the application; "
                    + CellText.plain(model.lost()), pen.room()), Tone.BAD);
            return;
        }
        List<TableRow> rows = model.table().all();
        long up = rows.stream().filter(row -> row.sign() == PhaseSign.UP || row.sign() == PhaseSign.DONE).count();
        long down = rows.stream().filter(TableRow::isDown).count();
        pen.write(" " + model.options().title(), Tone.STRONG)
                .write("  " + rows.size() + (rows.size() == 1 ? " process, " : " processes, ") + up + " up", Tone.PLAIN);
        if (down > 0) {
            pen.write(", ", Tone.PLAIN).write(down + " down", Tone.BAD);
        }
        ProcessTable table = model.table();
        String right = (table.filter().isEmpty() ? "" : "filter: " + table.filter() + "  ") + "sort: " + table.order().label()
                + (table.isReversed() ? " reversed" : "") + " ";
        if (CharWidth.of(right) + 2 < pen.room()) {
            pen.to(buffer.width() - CharWidth.of(right)).write(right, Tone.FAINT);
        }
    }

    private void title(Model model, Buffer buffer) {
        Areas areas = model.areas();
        Tone tone = model.isLowerFocused() ? Tone.STRONG : Tone.FAINT;
        Pen pen = new Pen(buffer, theme, areas.title()).write(theme.rule().repeat(buffer.width()), tone);
        String right = " " + position(model) + " " + theme.rule();
        pen.to(2).write(theme.fit(" " + what(model) + " ", buffer.width() - CharWidth.of(right) - 3),
                model.isLowerFocused() ? Tone.STRONG : Tone.PLAIN);
        pen.to(buffer.width() - CharWidth.of(right)).write(right, tone);
    }

    private static String what(Model model) {
        if (model.page().isOpen()) {
            return model.page().title();
        } else if (model.isMerged()) {
            return "all logs";
        }
        return model.selection().map(row -> row.why().isEmpty() ? row.label() : row.label() + ": " + row.why())
                .orElse("no process");
    }

    private static String position(Model model) {
        int height = model.areas().lower();
        if (model.page().isOpen()) {
            int below = model.pageLines().size() - model.pageTop() - height;
            return below > 0 ? below + " more below" : "q closes";
        }
        LogPane log = model.log();
        String search = log.search().isActive() ? "/" + log.search().text() + "  " : "";
        return search + (log.isFollowing() ? "following" : log.below(height) + " below");
    }

    private void page(Model model, Buffer buffer) {
        Areas areas = model.areas();
        List<Page.Line> lines = model.pageLines();
        for (int line = 0; line < areas.lower() && model.pageTop() + line < lines.size(); line++) {
            Pen pen = new Pen(buffer, theme, areas.title() + 1 + line);
            for (Page.Part part : lines.get(model.pageTop() + line).parts()) {
                pen.write(theme.fit(part.text(), pen.room()), part.tone());
            }
        }
    }

    /** The id is cut last, in its middle: a question about another process of the same beginning must look different. */
    private String label(Prompt prompt, int room) {
        String whole = CellText.plain(prompt.label());
        if (CharWidth.of(whole) <= room) {
            return whole;
        }
        return prompt.label(theme.fitMiddle(CellText.plain(prompt.id()), room - CharWidth.of(prompt.label(""))));
    }

    private int bottom(Model model, Buffer buffer) {
        Pen pen = new Pen(buffer, theme, model.areas().lastLine());
        if (model.prompt().isOpen()) {
            pen.write(label(model.prompt(), buffer.width() - LEAST_PROMPT), Tone.STRONG);
            String text = model.prompt().text();
            int room = pen.room() - 1;
            pen.write(CharWidth.of(text) <= room ? text : CharWidth.substringByWidthFromEnd(text, room), Tone.PLAIN);
            return Math.min(pen.column(), buffer.width() - 1);
        } else if (!model.notice().isEmpty()) {
            pen.to(1).write(theme.fit(CellText.plain(model.notice().text()), pen.room()), model.notice().tone());
        } else {
            pen.to(1).write(theme.fit(HINTS, pen.room() - 1), Tone.FAINT);
        }
        return -1;
    }
}
